/** The process of one window: the whole extension, over a VS Code whose shared parts are in the process that opened it. */
import { subscribe } from 'node:diagnostics_channel';
import { type ClientRequest } from 'node:http';
import {
  type FromWindow,
  type OpenWindow,
  type Question,
  type SecretCall,
  type ToWindow,
  type WindowFailure,
  type WindowReport,
} from '../../../support/windows/protocol';
import { VscodeWindow } from '../../../support/windows/vscodeWindow';
import { WindowClock } from '../../../support/windows/windowClock';

interface Extension {
  activate(context: object): Promise<void>;
}

/** What waits for something else: the answers of the store, and requests under way. */
const secretCalls = new Map<number, (value: string | undefined) => void>();
let openRequests = 0;
let mints = 0;
let requests = 0;
let lastCall = 0;
let clock: WindowClock;
let window: VscodeWindow;

function tell(message: FromWindow): void {
  process.send?.(message);
}

function secret(call: SecretCall): Promise<string | undefined> {
  lastCall += 1;
  const id = lastCall;
  tell({ type: 'secret', id, call });
  return new Promise((resolve) => secretCalls.set(id, resolve));
}

subscribe('http.client.request.start', (message) => {
  const { request } = message as { readonly request: ClientRequest };
  openRequests += 1;
  requests += 1;
  if (request.path === '/ims/token/v3') mints += 1;
  request.once('close', () => {
    openRequests -= 1;
  });
});

async function open(options: OpenWindow): Promise<void> {
  clock = new WindowClock(options);
  clock.install(options.chance);
  window = new VscodeWindow({ options, tell, secret });
  Object.assign(globalThis, { vscode: window.api });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- A bundle that is made when the test runs.
  const extension = require(options.extension) as Extension;
  await extension.activate(window.context);
}

/** What is ready to go on does so first. */
async function report(): Promise<WindowReport> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  const { nextTimerMs, wakeUps } = clock;
  return { isBusy: openRequests + secretCalls.size > 0, nextTimerMs, mints, requests, wakeUps };
}

async function answer(question: Question): Promise<unknown> {
  switch (question.type) {
    case 'open':
      return open(question.options);
    case 'run':
      return window.run(question.command, question.argument);
    case 'time':
      clock.move(question.times);
      return undefined;
    case 'readClipboard':
      return window.clipboard;
    case 'report':
      return report();
  }
}

function failureOf(error: unknown): WindowFailure {
  const { message, code } = error as { readonly message: string; readonly code?: string };
  return { message, code };
}

async function tellAnswer(id: number, question: Question): Promise<void> {
  try {
    tell({ type: 'answer', id, value: await answer(question) });
  } catch (error) {
    tell({ type: 'answer', id, failure: failureOf(error) });
  }
}

function hear(message: ToWindow): void {
  switch (message.type) {
    case 'question':
      void tellAnswer(message.id, message.question);
      return;
    case 'secretAnswer':
      secretCalls.get(message.id)?.(message.value);
      secretCalls.delete(message.id);
      return;
    case 'secretChanged':
      window.secretChanged.fire({ key: message.key });
      return;
    case 'globalState':
      window.replaceGlobalState(message.state);
      return;
    case 'focus':
      window.setFocus(message.focused);
  }
}

process.on('message', hear);
// The desktop is gone.
process.on('disconnect', () => process.exit());
