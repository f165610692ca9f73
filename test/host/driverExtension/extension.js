// Lets a UI test call commands with arguments and see what they return: a loopback server in the extension host.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const vscode = require('vscode');

const canaries = require('./canaries');

exports.activate = (context) => {
  const folder = process.env.AEP_TEST_DRIVER;
  if (!folder) return;
  const server = http.createServer((request, response) => {
    readBody(request)
      .then(execute)
      .then((answer) => {
        response.end(JSON.stringify(answer));
      });
  });
  server.listen(0, '127.0.0.1', () => announce(folder, server.address().port));
  context.subscriptions.push({ dispose: () => server.close() });
  // Settings that are changed on disk are not seen by a server without file watchers.
  const update = vscode.commands.registerCommand('aepTests.updateSetting', (id, value) =>
    vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global),
  );
  context.subscriptions.push(update);
  canaries.register(context);
};

async function execute({ command, args }) {
  try {
    return { result: await vscode.commands.executeCommand(command, ...args) };
  } catch (error) {
    return { error: { message: String(error?.message ?? error), code: error?.code, stack: error?.stack } };
  }
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(chunks.join(''));
}

/** One file for each extension host, named when it is whole. */
function announce(folder, port) {
  const file = path.join(folder, String(process.pid));
  fs.writeFileSync(`${file}.partial`, String(port));
  fs.renameSync(`${file}.partial`, `${file}.port`);
}
