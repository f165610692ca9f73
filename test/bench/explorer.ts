import { type GeneratedRegistry } from '../emulator/data/generatedRegistry';
import { measureIndex, measureLists, measureMemory, noFigures } from './figures';
import { report } from './report';
import { BenchSubject } from './subject';

const whole: GeneratedRegistry = { classes: 10_000, schemas: 2_000, fieldsPerSchema: 500 };
const half: GeneratedRegistry = { ...whole, classes: 5_000, schemas: 1_000 };

/**
 * What the explorer costs, as ratios to a bare loop over the same pages, in a registry and in one of half its size. What else the
 * machine does slows all of it down: the time of the processor tells more than that of the clock then.
 * @returns tables
 */
export async function measureExplorer(rounds: number): Promise<string> {
  const small = { subject: await BenchSubject.start(half), figures: noFigures() };
  const large = { subject: await BenchSubject.start(whole), figures: noFigures() };
  try {
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const { subject, figures } of [small, large]) {
        await measureLists(subject, round === 0 ? noFigures() : figures);
        await measureIndex(subject, round === 0 ? noFigures() : figures);
      }
    }
    const memory = await measureMemory(large.subject);
    return report(whole, { small: small.figures, large: large.figures, memory });
  } finally {
    small.subject.stop();
    large.subject.stop();
  }
}
