import * as vscode from 'vscode';
import { messageText } from '../texts/shownText';

/** What a question ended with: a value, the Back button with what was entered by then, or being dismissed. */
export type Answer<T> = { readonly value: T } | { readonly back: T | undefined } | 'dismissed';

/** Where a step stands in its wizard. */
export interface StepFrame {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack: boolean;
}

export interface Validation {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly secret?: boolean;
  /** Said as the person types. An `error` keeps the box open; a `warning` does not. */
  readonly validate: (text: string) => Validation | undefined | Promise<Validation | undefined>;
  /** A second way to answer, as a button in the title: the text to go on with, or `undefined` to stay. */
  readonly button?: {
    readonly icon: string;
    readonly tooltip: string;
    readonly run: () => Promise<string | undefined>;
  };
}

export interface ChoiceQuestion<T> {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  readonly selected?: T;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

/** @returns the value of an answer that has one */
export function valueOf<T>(answer: Answer<T>): T | undefined {
  return typeof answer === 'object' && 'value' in answer ? answer.value : undefined;
}

/** Asks for a text. A click elsewhere closes nothing. */
export function askText(frame: StepFrame, question: TextQuestion): Promise<Answer<string>> {
  const box = createBox(frame, question);
  return new Promise((resolve) => {
    // A file dialog may take the place of the box for a while, which is no dismissal.
    let away = false;
    const finish = (answer: Answer<string>): void => {
      resolve(answer);
      box.dispose();
    };
    const tryToFinish = async (text: string): Promise<void> => {
      if (await showVerdict(box, question.validate, text)) finish({ value: text });
    };
    const runButton = async (): Promise<void> => {
      away = true;
      let text: string | undefined;
      try {
        text = await question.button?.run();
      } finally {
        box.show();
        away = false;
      }
      if (text !== undefined) await tryToFinish(text);
    };
    box.onDidChangeValue((text) => void showVerdict(box, question.validate, text));
    box.onDidAccept(() => void tryToFinish(box.value));
    box.onDidTriggerButton((pressed) => {
      if (pressed === vscode.QuickInputButtons.Back) finish({ back: box.value });
      else void runButton();
    });
    box.onDidHide(() => {
      if (!away) finish('dismissed');
    });
    box.show();
  });
}

/** Lets one choose. A click elsewhere closes nothing. */
export function askChoice<T>(frame: StepFrame, question: ChoiceQuestion<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  pick.title = frame.title;
  pick.step = frame.step;
  pick.totalSteps = frame.totalSteps;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.placeholder = question.placeholder;
  pick.items = question.choices.map((choice) => ({ ...choice }));
  pick.activeItems = pick.items.filter(({ value }) => value === question.selected);
  pick.buttons = frame.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const finish = (answer: Answer<T>): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen) finish({ value: chosen.value });
    });
    pick.onDidTriggerButton(() => {
      finish({ back: undefined });
    });
    pick.onDidHide(() => {
      finish('dismissed');
    });
    pick.show();
  });
}

function createBox(frame: StepFrame, { prompt, placeholder, value, secret, button }: TextQuestion): vscode.InputBox {
  const box = vscode.window.createInputBox();
  box.title = frame.title;
  box.step = frame.step;
  box.totalSteps = frame.totalSteps;
  box.ignoreFocusOut = true;
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = value ?? '';
  box.password = secret ?? false;
  const ownButton = button && { iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip };
  box.buttons = [...(frame.canGoBack ? [vscode.QuickInputButtons.Back] : []), ...(ownButton ? [ownButton] : [])];
  return box;
}

/** @returns whether the text may be accepted. A verdict that comes late says nothing about what is typed by then. */
async function showVerdict(box: vscode.InputBox, validate: TextQuestion['validate'], text: string): Promise<boolean> {
  const typed = box.value;
  const verdict = await validate(text);
  if (box.value !== typed) return false;
  const { Error: error, Warning: warning } = vscode.InputBoxValidationSeverity;
  box.validationMessage = verdict && {
    message: messageText(verdict.message),
    severity: verdict.severity === 'error' ? error : warning,
  };
  return verdict?.severity !== 'error';
}
