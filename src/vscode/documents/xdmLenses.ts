import * as vscode from 'vscode';
import type { LookupForm } from '../../core/platform/resourceTypes';
import type { DocumentAge } from '../../core/xdm/catalogTypes';
import type { DocumentIdentity } from '../../core/xdm/documentPath';
import { presentError } from '../errorPresenter';
import { commandIds, type CommandId } from '../ids';
import { placeText } from '../texts/sandboxTexts';
import { rowText } from '../texts/shownText';
import { ageText } from '../texts/xdmTexts';
import { identityOf } from '../xdm/xdmUri';
import type { XdmDocuments } from './xdmDocuments';

const formLenses: readonly { readonly form: LookupForm; readonly command: CommandId; readonly title: () => string }[] =
  [
    { form: 'xed', command: commandIds.showComposedXdm, title: () => vscode.l10n.t('Composed') },
    { form: 'xed-full', command: commandIds.showResolvedXdm, title: () => vscode.l10n.t('Resolved') },
    { form: 'xed-full-notext', command: commandIds.showCompactXdm, title: () => vscode.l10n.t('Compact') },
  ];

/** Above the first line of a document: how old it is, where that matters, its other forms, what else there is of it, and whose it is. */
export class XdmLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(private readonly documents: Pick<XdmDocuments, 'ageOf' | 'connectionOf' | 'onDidChangeAge'>) {
    this.onDidChangeCodeLenses = documents.onDidChangeAge;
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const identity = identityOf(uri);
    // Texts that are compared have no other form, and a line above one side would push it out of line with the other.
    if (!identity || identity.form === 'compared') return [];
    const age = this.documents.ageOf(uri);
    const connection = this.documents.connectionOf(uri);
    // Without a command it is text: the same resource of another customer looks the same.
    const lens = (title: string, command: CommandId | '', tooltip?: string): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
        title,
        command,
        arguments: [uri],
        ...(tooltip === undefined ? {} : { tooltip }),
      });
    return [
      ...(age?.isRemembered
        ? [lens(ageTitle(age), refreshCommand(identity), vscode.l10n.t('Fetch it from Adobe again'))]
        : []),
      ...formLenses.filter(({ form }) => form !== identity.form).map(({ title, command }) => lens(title(), command)),
      lens(vscode.l10n.t('Fields'), commandIds.showXdmPage),
      lens(vscode.l10n.t('Reveal'), commandIds.revealXdm),
      ...(connection ? [lens(rowText(placeText(connection)), '')] : []),
    ];
  }
}

/** Opening a document in the form that it has fetches it anew. */
function refreshCommand({ form }: DocumentIdentity): CommandId {
  return formLenses.find((one) => one.form === form)?.command ?? commandIds.showResolvedXdm;
}

function ageTitle({ fetchedAtMs, failure }: DocumentAge): string {
  const asOf = ageText(fetchedAtMs, Date.now());
  const text = failure
    ? vscode.l10n.t('Last known, {0}. {1} Refresh', asOf, presentError(failure).cause)
    : vscode.l10n.t('Last known, {0}. Refresh', asOf);
  return `$(history) ${rowText(text)}`;
}
