import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { generate, thisExtension } from './support/aepCommands';
import { pkcs8 } from '../support/keys';
import { useLocalAdobe } from './support/localAdobe';

// The first suite, by its name: the others make the requests for which the libraries are loaded.
suite('Activation', () => {
  const fixture = useLocalAdobe();

  test('loads neither node-fetch nor jsonwebtoken, so it cannot have made a request', async () => {
    await thisExtension().activate();
    assert.deepEqual(loadedParts(), ['extension.js']);
  });

  test('is over without either library in its own file', () => {
    const bundle = fs.readFileSync(path.join(distFolder(), 'extension.js'), 'utf8');
    assert.doesNotMatch(bundle, /node_modules\/(node-fetch|jsonwebtoken)\//);
  });

  test('and a stored connection ask nothing of Adobe', async () => {
    await fixture.add();
    await fixture.add(fixture.jwt(pkcs8()));
    assert.deepEqual(fixture.adobe.requests, []);
    assert.deepEqual(loadedParts(), ['extension.js']);
  });

  test('leaves node-fetch to the first request and jsonwebtoken to the first service account', async () => {
    const [oauth, jwt] = [await fixture.add(), await fixture.add(fixture.jwt(pkcs8()))];
    await generate(oauth);
    assert.deepEqual(loadedParts(), ['extension.js', 'fetchLibrary.js']);
    await generate(jwt);
    assert.deepEqual(loadedParts(), ['extension.js', 'fetchLibrary.js', 'jwtLibrary.js']);
  });
});

function distFolder(): string {
  return path.join(fs.realpathSync(thisExtension().extensionPath), 'dist');
}

/** The files of the extension's bundle that the extension host has loaded. */
function loadedParts(): readonly string[] {
  return Object.keys(require.cache)
    .filter((file) => path.dirname(file) === distFolder())
    .map((file) => path.basename(file))
    .sort();
}
