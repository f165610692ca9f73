import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

suite('The extension host', () => {
  test('runs the version of VS Code that the extension asks for, or a newer one', () => {
    const [major, minor] = vscode.version.split('.').map(Number);
    assert.equal(major, 1);
    assert.ok(minor! >= 103, vscode.version);
  });

  test('has loaded the extension from the folder of this project', () => {
    const folder = path.resolve(__dirname, '..', '..', '..');
    const here = vscode.extensions.all.find(({ extensionPath }) => isSame(extensionPath, folder));
    assert.ok(here, `no extension is loaded from ${folder}`);
  });
});

function isSame(one: string, other: string): boolean {
  return fs.realpathSync(one) === fs.realpathSync(other);
}
