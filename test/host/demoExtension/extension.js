// Adds the demo connection from outside the product, by the command that anybody can call.
'use strict';

const vscode = require('vscode');

exports.activate = async () => {
  const connection = process.env.AEP_DEMO_CONNECTION;
  if (!connection) return;
  try {
    await vscode.commands.executeCommand('aep.connection.add', JSON.parse(connection));
  } catch (error) {
    // It is there since an earlier start.
    if (error?.code === 'NAME_TAKEN') return;
    void vscode.window.showErrorMessage(`The demo connection could not be added: ${error?.message ?? error}`);
  }
};
