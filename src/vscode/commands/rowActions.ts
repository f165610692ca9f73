import { commands, ThemeIcon } from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import type { ResourceRef } from '../../core/xdm/xdmResource';
import { copyText } from '../clipboard';
import type { CommandId } from '../ids';
import { documentUri } from '../xdm/xdmUri';
import type { RowButton } from './liveSearch';

export function copyButton<T>(tooltip: string, icon: string, textOf: (value: T) => string): RowButton<T> {
  return { iconPath: new ThemeIcon(icon), tooltip, run: (value) => copyText(textOf(value)) };
}

/** A command on the resource of a row, which it knows by its document. */
export function commandButton<T>(
  tooltip: string,
  icon: string,
  command: CommandId,
  refOf: (value: T) => { readonly connection: Connection; readonly ref: ResourceRef },
): RowButton<T> {
  return {
    iconPath: new ThemeIcon(icon),
    tooltip,
    run: (value) => {
      const { connection, ref } = refOf(value);
      return commands.executeCommand(command, documentUri(connection, ref, 'xed-full'));
    },
  };
}
