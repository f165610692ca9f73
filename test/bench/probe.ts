/** Runs in the extension host beside ours, and measures there what {@link ProbeHost} asks for. Copied into a folder of its own. */
import * as fs from 'node:fs';
import Module from 'node:module';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ActivationReport, IdleReport, ProbeTask } from './hostProbe';

const ourId = 'aep-access.aep-access';

type Task<Kind> = Extract<ProbeTask, { kind: Kind }>;

export function activate(): void {
  const folder = process.env.AEP_BENCH_PROBE;
  if (folder !== undefined) void work(folder);
}

async function work(folder: string): Promise<void> {
  const task = JSON.parse(fs.readFileSync(path.join(folder, 'task.json'), 'utf8')) as ProbeTask;
  const begun = (): void => {
    say(path.join(folder, 'begun.json'), {});
  };
  const end = path.join(folder, 'report.json');
  try {
    say(end, task.kind === 'idle' ? await measureIdle(task, begun) : await measureActivation(task, begun));
  } catch (error) {
    begun();
    say(end, { failure: error instanceof Error ? error.stack : String(error) });
  }
}

/** Whoever waits for the file finds it whole. */
function say(file: string, value: object): void {
  fs.writeFileSync(`${file}.part`, JSON.stringify(value));
  fs.renameSync(`${file}.part`, file);
}

function extensionOf(id: string): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not in this extension host`);
  return extension;
}

const mainOf = (id: string): string => {
  const extension = extensionOf(id);
  return path
    .join(extension.extensionPath, (extension.packageJSON as { readonly main: string }).main)
    .replace(/(\.js)?$/, '.js');
};

/** VS Code itself may have activated some of them already: all within its start, each for the first time. */
async function measureActivation(
  { ids, connection }: Task<'activation'>,
  begun: () => void,
): Promise<ActivationReport> {
  begun();
  for (const id of ids) await extensionOf(id).activate();
  const tookMs = Object.fromEntries(ids.map((id) => [id, activationMs(id)]));
  const loaded = ourFiles();
  if (connection) await makeToken(connection);
  return { tookMs, loaded, loadedLater: ourFiles().filter((file) => !loaded.includes(file)) };
}

async function makeToken(connection: object): Promise<void> {
  const added = await vscode.commands.executeCommand<{ readonly connectionId: string }>(
    'aep.connection.add',
    connection,
  );
  await vscode.commands.executeCommand('aep.token.copy', { connectionId: added.connectionId });
}

interface Marks {
  getMarks(): readonly { readonly name: string; readonly startTime: number }[];
}

/** By the marks that VS Code sets in the extension host, in whole milliseconds: around the loading of the code and around `activate`. */
function activationMs(id: string): number {
  const marks = (globalThis as unknown as { readonly MonacoPerformanceMarks: Marks }).MonacoPerformanceMarks.getMarks();
  const at = (mark: string): number => {
    const found = marks.find(({ name }) => name === `code/extHost/${mark}/${extensionOf(id).id}`);
    return found?.startTime ?? Number.NaN;
  };
  return (
    at('didLoadExtensionCode') - at('willLoadExtensionCode') + at('didActivateExtension') - at('willActivateExtension')
  );
}

function ourFiles(): readonly string[] {
  const folder = path.dirname(fs.realpathSync(mainOf(ourId)));
  const files = Object.keys((Module as unknown as { _cache: object })._cache);
  return files.filter((file) => path.dirname(file) === folder).map((file) => path.basename(file));
}

async function measureIdle({ connection, settleMs, idleMs }: Task<'idle'>, begun: () => void): Promise<IdleReport> {
  const counted = { ours: 0, onBehalf: 0 };
  countTimers(path.dirname(fs.realpathSync(mainOf(ourId))), counted);
  await extensionOf(ourId).activate();
  await makeToken(connection);
  await vscode.commands.executeCommand('workbench.view.extension.aep');
  await delay(settleMs);
  Object.assign(counted, { ours: 0, onBehalf: 0 });
  begun();
  await delay(idleMs);
  return { wakeUps: counted.ours, onBehalf: counted.onBehalf };
}

/** Timers that files of the folder set, and those that VS Code sets while they call it, told by the stack. */
function countTimers(folder: string, counted: { ours: number; onBehalf: number }): void {
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const set = globalThis[name] as (ring: (...values: unknown[]) => void, ...others: unknown[]) => unknown;
    const counting = (ring: (...values: unknown[]) => void, ...others: unknown[]): unknown => {
      // The first line is the error, the second this function.
      const [, , caller = '', ...callers] = new Error().stack?.split('\n') ?? [];
      const whose = [caller, ...callers].find((frame) => frame.includes(folder));
      if (whose === undefined) return set(ring, ...others);
      return set(
        (...values: unknown[]) => {
          counted[whose === caller ? 'ours' : 'onBehalf'] += 1;
          ring(...values);
        },
        ...others,
      );
    };
    Object.assign(globalThis, { [name]: Object.assign(counting, set) });
  }
}
