// Leaves a text where a careless extension would leave a secret: the search for leaks has to find it there.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.register = (context) => {
  const plants = {
    log: (text) => {
      const channel = vscode.window.createOutputChannel('Careless', { log: true });
      context.subscriptions.push(channel);
      channel.error(text);
    },
    console: (text) => console.log(text),
    setting: (text) =>
      vscode.workspace
        .getConfiguration('files')
        .update('associations', { [text]: 'plaintext' }, vscode.ConfigurationTarget.Global),
    storageFile: (text) => {
      fs.mkdirSync(context.globalStorageUri.fsPath, { recursive: true });
      fs.writeFileSync(path.join(context.globalStorageUri.fsPath, 'cache'), text);
    },
    workspaceFile: (text) => {
      const [folder] = vscode.workspace.workspaceFolders;
      fs.writeFileSync(path.join(folder.uri.fsPath, 'notes.txt'), text);
    },
    globalState: (text) => context.globalState.update('careless', { deep: [text] }),
    workspaceState: (text) => context.workspaceState.update('careless', { deep: [text] }),
    secret: (text) => context.secrets.store('careful', text),
    notification: (text) => void vscode.window.showErrorMessage(`It failed: ${text}`),
    tooltip: (text) => {
      const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
      context.subscriptions.push(item);
      Object.assign(item, { text: 'Careless', tooltip: text });
      item.show();
    },
    input: (text) => void vscode.window.showInputBox({ value: text }),
    password: () => void vscode.window.showInputBox({ password: true }),
    answer: (text) => text,
    rejection: (text) => {
      throw new Error(text);
    },
    process: (text) => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', text], { stdio: 'ignore' });
      context.subscriptions.push({ dispose: () => child.kill() });
    },
  };
  const plant = vscode.commands.registerCommand('aepTests.plant', (place, text) => plants[place](text));
  context.subscriptions.push(plant);
};
