import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
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
    const loaded = Object.keys(require.cache).filter((file) => path.dirname(file) === distFolder());
    const bundle = loaded.map((file) => fs.readFileSync(file, 'utf8')).join('\n');
    assert.doesNotMatch(bundle, /FetchBaseError|node_modules\/jsonwebtoken\//);
  });

  test('is one small file once it is minified', async () => {
    const { code } = await esbuild.transform(fs.readFileSync(path.join(distFolder(), 'extension.js'), 'utf8'), {
      // As it is packaged: in a module of its own the names at its top are short, too.
      format: 'cjs',
      minify: true,
      legalComments: 'none',
    });
    assert.ok(code.length <= 60_000, `${code.length} bytes`);
  });

  test('and a stored connection ask nothing of Adobe', async () => {
    await fixture.add();
    await fixture.add(fixture.jwt(pkcs8()));
    assert.deepEqual(fixture.adobe.requests, []);
    assert.deepEqual(loadedLibraries(), []);
  });

  test('leaves node-fetch to the first request and jsonwebtoken to the first service account', async () => {
    const [oauth, jwt] = [await fixture.add(), await fixture.add(fixture.jwt(pkcs8()))];
    await generate(oauth);
    assert.deepEqual(loadedLibraries(), ['fetchLibrary.js']);
    await generate(jwt);
    assert.deepEqual(loadedLibraries(), ['fetchLibrary.js', 'jwtLibrary.js']);
  });
});

function distFolder(): string {
  return path.join(fs.realpathSync(thisExtension().extensionPath), 'dist');
}

function loadedLibraries(): readonly string[] {
  return loadedParts().filter((name) => name.endsWith('Library.js'));
}

/** The parts of the extension's bundle that the extension host has loaded, without what parts share. */
function loadedParts(): readonly string[] {
  return Object.keys(require.cache)
    .filter((file) => path.dirname(file) === distFolder())
    .map((file) => path.basename(file).replace(/-[0-9A-Z]+\.js$/, '.js'))
    .filter((name) => name !== 'chunk.js')
    .sort();
}
