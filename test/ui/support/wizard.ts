import { demo } from '../../emulator/demo';
import type { LocalAdobe } from '../../emulator/localAdobe';
import type { Workbench } from './workbench';

export type Answer = string | { readonly choose: string } | { readonly paste: string } | { readonly keep: true };

/** The start of each question's prompt or placeholder, and what to answer. */
export type Answers = readonly (readonly [question: string, answer: Answer])[];

/** The last answers of every credential's questions, for a connection to a local Adobe. */
export const endingAt = (adobe: LocalAdobe, name: string, sandbox = ''): Answers => [
  ['Which Adobe environment?', { choose: 'Custom origins' }],
  ['Origin of IMS', adobe.imsOrigin],
  ['Origin of the platform', adobe.platformOrigin],
  ['Sandbox name', sandbox],
  ['Name of the connection', name],
];

/** All answers for the demo's OAuth Server-to-Server credential. */
export const oauthAnswers = (adobe: LocalAdobe, name: string, sandbox = ''): Answers => [
  ['What kind of credential', { choose: 'OAuth Server-to-Server' }],
  ['IMS organisation ID', demo.imsOrg],
  ['Client ID', demo.oauth.clientId],
  ['Client secret', demo.oauth.clientSecret],
  ['Scopes of the credential', { keep: true }],
  ...endingAt(adobe, name, sandbox),
];

/** Answers a wizard's questions by the keyboard, each when it is asked; the last one ends it unless it `goes on`. */
export async function answerWizard(
  workbench: Workbench,
  answers: Answers,
  end: 'ends' | 'goes on' = 'ends',
): Promise<void> {
  const { quickInput } = workbench;
  for (const [question, answer] of answers) {
    await quickInput.state(`the question “${question}”`, ({ message, placeholder }) =>
      [message, placeholder].some((text) => text.startsWith(question)),
    );
    if (typeof answer === 'string') await quickInput.type(answer);
    else if ('choose' in answer) await chooseByTyping(workbench, answer.choose);
    else if ('paste' in answer) await replaceByPaste(workbench, answer.paste);
    await quickInput.accept();
  }
  if (end === 'ends') await quickInput.waitUntilClosed();
}

async function chooseByTyping(workbench: Workbench, label: string): Promise<void> {
  await workbench.quickInput.type(label);
  await workbench.quickInput.state(
    `only “${label}”`,
    ({ items }) => items.length === 1 && items[0]!.label.startsWith(label),
  );
}

async function replaceByPaste(workbench: Workbench, text: string): Promise<void> {
  await workbench.page.keyboard.press('ControlOrMeta+A');
  await workbench.paste(text);
  await workbench.quickInput.state('the pasted text', ({ value }) => value.length >= text.trim().length);
}
