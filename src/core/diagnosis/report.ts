import { looksSecret, redact, screen } from '../redact';
import { hasFailed, type AccessState, type Fact, type FailedStep, type StepId, type StepState } from './steps';

/** The words of the report, in the person's language. */
export interface ReportTexts {
  readonly heading: (state: AccessState) => string;
  readonly step: (id: StepId) => string;
  readonly state: (state: StepState) => string;
  readonly fact: (fact: Fact) => string;
  /** Cause, remedy and codes of a failure, a sentence each. */
  readonly failure: (step: FailedStep) => readonly string[];
  readonly columns: readonly [step: string, result: string, found: string];
  readonly about: Readonly<
    Record<'started' | 'took' | 'organisation' | 'client' | 'ims' | 'platform' | 'versions', string>
  >;
}

/**
 * What a check found, as Markdown for a ticket. Ids are screened, and text that looks like a secret is left out wherever it
 * came from.
 * @param versions of the extension, VS Code and the operating system
 */
export function accessReport(state: AccessState, texts: ReportTexts, versions: readonly string[]): string {
  const failures = state.steps.filter(hasFailed);
  const lines = [
    `# ${plain(texts.heading(state))}`,
    '',
    ...aboutLines(state, texts, versions),
    '',
    ...table(state, texts),
    ...failures.flatMap((step) => [
      '',
      `## ✗ ${plain(texts.step(step.id))}`,
      '',
      ...texts.failure(step).map((sentence) => `- ${plain(sentence)}`),
    ]),
    '',
  ];
  return lines.join('\n');
}

function aboutLines(state: AccessState, { about }: ReportTexts, versions: readonly string[]): readonly string[] {
  const { connection, startedAtMs, tookMs } = state;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [about.started, startedAtMs === undefined ? undefined : new Date(startedAtMs).toISOString()],
    [about.took, tookMs === undefined ? undefined : `${(tookMs / 1000).toFixed(1)} s`],
    [about.organisation, connection && screen(connection.imsOrg)],
    [about.client, connection && screen(connection.clientId)],
    [about.ims, connection?.environment.imsOrigin],
    [about.platform, connection?.environment.platformOrigin],
    [about.versions, versions.join(', ')],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [`- ${plain(label)}: ${plain(value)}`]));
}

function table({ steps }: AccessState, texts: ReportTexts): readonly string[] {
  const [step, result, found] = texts.columns.map(plain);
  const marks: Readonly<Record<StepState, string>> = {
    pending: '',
    running: '',
    passed: '✓ ',
    failed: '✗ ',
    skipped: '',
  };
  return [
    `| ${step ?? ''} | ${result ?? ''} | ${found ?? ''} |`,
    '|---|---|---|',
    ...steps.map(({ id, state, facts }) => {
      const cells = [texts.step(id), marks[state] + texts.state(state), facts.map(texts.fact).join(' · ')];
      return `| ${cells.map(plain).join(' | ')} |`;
    }),
  ];
}

/** One line that no character of which is Markdown, and no word a secret. */
function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const shown = looksSecret(line) ? redact(line) : line;
  return shown.replace(/[\\`*_[\]<>|#~]/g, '\\$&');
}
