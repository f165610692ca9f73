import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { checkSandbox } from '../../core/credentials/validation';
import { AepError, isAbort, toAepError } from '../../core/errors';
import type { Sandbox } from '../../core/platform/sandboxes';
import { productionType } from '../connections/choice';
import { presentError } from '../errorPresenter';
import { sandboxText, typeText } from '../texts/sandboxTexts';
import { rowText } from '../texts/shownText';

interface Item extends vscode.QuickPickItem {
  /** `null`: no header; `undefined`: no answer. */
  readonly sandbox?: string | null;
}

/** What the list is made of. */
export interface SandboxListing {
  readonly connection: Connection;
  /** What the choice is for. Default: the sandbox of this workspace. */
  readonly title?: string;
  readonly list: (signal: AbortSignal) => Promise<readonly Sandbox[]>;
  /** The type of the default sandbox, which calls without a header reach. */
  readonly defaultType: () => string | undefined;
}

/**
 * Lets one choose among the sandboxes that Adobe lists, or type a name where it lists none.
 * @returns `null` for no sandbox header; `undefined` when it was dismissed
 */
export async function pickSandbox(listing: SandboxListing): Promise<string | null | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const abort = new AbortController();
  const { name } = listing.connection;
  pick.title = listing.title ?? vscode.l10n.t('Sandbox of “{0}” in this workspace', name);
  pick.placeholder = vscode.l10n.t('Choose a sandbox, or type its name');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.busy = true;
  let listed: readonly Item[] = [];
  let names: ReadonlySet<string> = new Set();
  let shown = '';
  const show = (): void => {
    // A name of one's own is offered only where no listed one fits: rows that change under the fingers cost the Enter that follows.
    const typed = [...names].some((one) => one.includes(pick.value.trim())) ? [] : typedItem(pick.value);
    // Not before the list has come: a row that moves under the mouse is not the one that was meant.
    const below = pick.busy ? [] : noHeaderItems(listing);
    const items = [...typed, ...listed, ...below];
    const rows = JSON.stringify(items);
    if (rows === shown) return;
    shown = rows;
    pick.items = items;
    const wanted = pick.value === '' ? listing.connection.sandbox : pick.value.trim();
    const active = pick.items.filter(({ sandbox }) => typeof sandbox === 'string' && sandbox === wanted);
    if (active.length > 0) pick.activeItems = active;
  };
  show();
  void load(listing, abort.signal).then((loaded) => {
    if (abort.signal.aborted) return;
    names = new Set(loaded.flatMap(({ sandbox }) => sandbox ?? []));
    listed = loaded;
    pick.busy = false;
    show();
  });
  pick.onDidChangeValue(show);
  try {
    return await answerOf(pick);
  } finally {
    abort.abort();
    pick.dispose();
  }
}

function answerOf(pick: vscode.QuickPick<Item>): Promise<string | null | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      // Who types fast presses Enter before VS Code has told which row that is.
      const typed = pick.items.find(({ sandbox }) => sandbox === pick.value.trim());
      const chosen = pick.activeItems[0] ?? typed;
      if (chosen?.sandbox !== undefined) resolve(chosen.sandbox);
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
}

/** The rows of the list, production apart from the rest; or why there are none. */
async function load({ connection, list }: SandboxListing, signal: AbortSignal): Promise<readonly Item[]> {
  try {
    const sandboxes = await list(signal);
    if (sandboxes.length === 0) {
      const detail = vscode.l10n.t('Its role may not include any. You can still type a name.');
      return [messageItem('$(info)', vscode.l10n.t('Adobe lists no sandboxes for this credential.'), detail)];
    }
    const isProduction = ({ type }: Sandbox): boolean => type === productionType;
    const row = (sandbox: Sandbox): Item => sandboxItem(sandbox, connection.sandbox);
    return [
      ...group(vscode.l10n.t('Production'), sandboxes.filter(isProduction).map(row)),
      ...group(vscode.l10n.t('Other sandboxes'), sandboxes.filter((one) => !isProduction(one)).map(row)),
    ];
  } catch (caught) {
    const error = toAepError(caught);
    if (isAbort(error) || !(error instanceof AepError)) return [];
    const { cause, remedy } = presentError(error);
    return [messageItem('$(error)', vscode.l10n.t('Sandboxes cannot be listed: {0}', cause), remedy)];
  }
}

function group(label: string, items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function sandboxItem({ name, title, type, state, region }: Sandbox, current: string | undefined): Item {
  const icon = type === productionType ? '$(alert)' : '$(beaker)';
  const parts = [
    typeText(type),
    ...(title === name ? [] : [title]),
    ...(region === undefined ? [] : [region]),
    ...(name === current ? [vscode.l10n.t('current')] : []),
  ];
  const detail = state === 'active' ? {} : { detail: `$(warning) ${vscode.l10n.t('Not active: {0}', rowText(state))}` };
  return { label: `${icon} ${rowText(name)}`, description: rowText(parts.join(' · ')), sandbox: name, ...detail };
}

/** Stays whatever is typed, since a name may be typed below it. */
function messageItem(icon: string, label: string, detail: string): Item {
  return { label: `${icon} ${label}`, detail, alwaysShow: true };
}

/** A name that is not in the list can be used: who may not list sandboxes may know one. */
function typedItem(value: string): readonly Item[] {
  const name = value.trim();
  if (name === '' || checkSandbox(name)?.severity === 'error') return [];
  const label = `$(edit) ${vscode.l10n.t('Use “{0}”', name)}`;
  return [{ label, description: vscode.l10n.t('type unknown'), alwaysShow: true, sandbox: name }];
}

function noHeaderItems({ connection, defaultType }: SandboxListing): readonly Item[] {
  const current = connection.sandbox === undefined ? ` · ${vscode.l10n.t('current')}` : '';
  const none: Item = {
    label: `$(circle-slash) ${vscode.l10n.t('Send no sandbox')}`,
    description: sandboxText(undefined, defaultType()) + current,
    detail: vscode.l10n.t('Leaves out the x-sandbox-name header, as Adobe’s own test call does.'),
    sandbox: null,
  };
  return group(vscode.l10n.t('No sandbox header'), [none]);
}
