import * as vscode from 'vscode';

/** The commands of the extension as another extension calls them. */

export interface GeneratedToken {
  readonly connectionId: string;
  readonly mintedAtMs: number;
  readonly expiresAtMs: number;
}

/** Runs a command with exactly these arguments. @throws what the command throws */
export async function run<T = unknown>(command: string, ...args: readonly unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(command, ...args);
}

export async function addConnection(input: unknown): Promise<string> {
  return (await run<{ connectionId: string }>('aep.connection.add', input)).connectionId;
}

export function generate(connectionId?: string): Promise<GeneratedToken> {
  return run('aep.token.generate', connectionId === undefined ? {} : { connectionId });
}

export function copyToken(connectionId?: string): Promise<{ connectionId: string }> {
  return run('aep.token.copy', connectionId === undefined ? {} : { connectionId });
}

export async function removeConnection(connectionId: string): Promise<void> {
  await run('aep.connection.remove', { connectionId });
}

/** The manifest as it is written: VS Code hands it out with its `%keys%` replaced. */
export function thisExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.all.find(({ packageJSON }) => (packageJSON as { name: string }).name === name);
  if (!extension) throw new Error(`The extension ${name} is not loaded`);
  return extension;
}

const name = 'aep-access';
