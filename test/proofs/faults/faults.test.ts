import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { LocalAdobe } from '../../emulator/localAdobe';
import { repositoryRoot } from '../../host/paths';
import { readCell, type Cell, type Proved } from './cell';
import { expectedCell, type Circumstance, type CircumstanceGroup } from './circumstance';
import { operations } from './operations';
import { disturbances, refusals } from './outcomes';
import { report } from './report';
import { runCell } from './runCell';
import { runWire } from './runWire';
import { clocks, interruptions, stores } from './states';
import { wireFaults } from './wire';

const groups: readonly CircumstanceGroup[] = [
  { title: 'Adobe refuses', circumstances: refusals },
  { title: 'No answer, or none of Adobe', circumstances: disturbances },
  { title: 'The clock', circumstances: clocks },
  { title: 'The secret storage', circumstances: stores },
  { title: 'In the middle of the call', circumstances: interruptions },
];

suite('Faults', function () {
  // Real sockets on a machine that may be busy with something else.
  this.timeout(120_000);
  this.slow(10_000);
  let adobe: LocalAdobe;
  let provedRows = 0;
  let cells = 0;
  let slowest = { name: '', ms: 0 };
  const startMs = performance.now();

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
  });
  suiteTeardown(() => adobe.stop());

  /** Runs a cell, unless it makes no sense. @returns what is wrong with it */
  const failureOf = async (name: string, cell: Cell, run: () => Promise<Proved>): Promise<string[]> => {
    const expected = readCell(cell);
    if (typeof expected === 'string') return [];
    const cellStartMs = performance.now();
    try {
      const { end, requests } = await run();
      const isAsExpected = expected.isBound ? requests <= expected.requests : requests === expected.requests;
      return end === expected.end && isAsExpected ? [] : [`${name}: ${cell} was expected, ${end} ${requests} it is`];
    } catch (error) {
      return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
    } finally {
      const ms = performance.now() - cellStartMs;
      cells += 1;
      if (ms > slowest.ms) slowest = { name, ms };
    }
  };

  suite('of the wire', () => {
    for (const fault of wireFaults) {
      test(`${fault.name}: ${fault.expected}`, async () => {
        assert.deepEqual(await failureOf(fault.name, fault.expected, () => runWire(fault)), []);
        provedRows += 1;
      });
    }
  });

  suite('of whatever else', () => {
    const all: readonly Circumstance[] = groups.flatMap(({ circumstances }) => circumstances);
    for (const operation of operations) {
      test(`${operation.name}: as expected in ${all.length} circumstances`, async () => {
        const failures: string[] = [];
        for (const circumstance of all) {
          const cell = expectedCell(circumstance, operation);
          const name = `${operation.name}, ${circumstance.name}`;
          failures.push(...(await failureOf(name, cell, () => runCell(adobe, operation, circumstance))));
        }
        assert.deepEqual(failures, []);
        provedRows += 1;
      });
    }
  });

  // A suite, so that it comes last.
  suite('as a page', () => {
    test('docs/faults.md says what was proved: AEP_WRITE_DOCS=1 writes it', function () {
      // Only a part was asked for, or a part failed.
      if (provedRows < wireFaults.length + operations.length) this.skip();
      const file = path.join(repositoryRoot(), 'docs', 'faults.md');
      const text = report(groups);
      if (process.env.AEP_WRITE_DOCS === '1') fs.writeFileSync(file, text);
      assert.equal(fs.readFileSync(file, 'utf8'), text);
      const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
      console.log(
        `${text}\n${cells} cells in ${seconds} s; the slowest took ${Math.round(slowest.ms)} ms: ${slowest.name}`,
      );
    });
  });
});
