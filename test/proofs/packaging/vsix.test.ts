import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

/** What may ship. A file that fits none of these was not meant to. */
const meant = [
  /^(README|CHANGELOG|SECURITY)\.md$|^LICENSE$/,
  /^package(\.nls)?\.json$/,
  /^dist\/[\w-]+\.js$/,
  /^dist\/(sbom\.cdx\.json|THIRD-PARTY-NOTICES\.txt)$/,
  /^(l10n|language)\/[\w.-]+\.json$/,
  /^media\/(walkthrough\/)?[\w-]+\.svg$|^media\/icon\.png$/,
];

/** Where somebody would leave what must not ship. */
const temptations = [
  '.env',
  '.npmrc',
  'private.key',
  'config.json',
  'aep-access-0.0.1.vsix',
  'dist/extension.js.map',
  'dist/private.key',
  'dist/sub/extension.js',
  'docs/picture.png',
  'media/screenshot.png',
  'src/other.ts',
  'test/unit/other.test.ts',
];

const temporary = path.join(os.tmpdir(), 'aep-vsix-');

suite('The VSIX', () => {
  const ship = async (cwd = process.cwd()): Promise<string[]> => {
    const files = await listFiles({ cwd, packageManager: PackageManager.None });
    return files.map((file) => file.split(path.sep).join('/'));
  };

  test('has nothing but what is meant to ship', async () => {
    const files = await ship();
    assert.deepEqual(
      files.filter((file) => !meant.some((pattern) => pattern.test(file))),
      [],
    );
    for (const file of ['package.json', 'README.md', 'SECURITY.md', 'LICENSE']) assert.ok(files.includes(file), file);
  });

  test('takes no source, test, key, map, picture or setting that lies about', async () => {
    const folder = fs.mkdtempSync(temporary);
    try {
      for (const file of ['package.json', '.vscodeignore']) fs.copyFileSync(file, path.join(folder, file));
      for (const file of [...temptations, 'dist/extension.js']) {
        fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
        fs.writeFileSync(path.join(folder, file), '');
      }
      assert.deepEqual((await ship(folder)).sort(), ['dist/extension.js', 'package.json']);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  test('is the same from two folders, and weighs less than 300 kB', function () {
    this.timeout(300_000).slow(60_000);
    const folders = ['one', 'a folder with another name'].map((name) => ({ name, scratch: fs.mkdtempSync(temporary) }));
    try {
      const [vsix, other] = folders.map(({ name, scratch }) => packageIn(path.join(scratch, name)));
      assert.ok(vsix && other?.equals(vsix));
      assert.ok(vsix.length < 300_000, `${vsix.length} bytes`);
    } finally {
      for (const { scratch } of folders) fs.rmSync(scratch, { recursive: true, force: true });
    }
  });
});

/** Copies what the package is made of, and makes it there: the `dist` and the VSIX that somebody works with stay as they are. */
function packageIn(folder: string): Buffer {
  fs.mkdirSync(folder);
  for (const entry of fs.readdirSync('.')) {
    const isMade =
      ['.git', '.vscode-test', 'dist', 'node_modules', 'out', 'test'].includes(entry) || entry.endsWith('.vsix');
    if (!isMade) fs.cpSync(entry, path.join(folder, entry), { recursive: true });
  }
  for (const library of shippedLibraries()) fs.cpSync(library, path.join(folder, library), { recursive: true });
  // What it is made with is found where it is.
  const env = { ...process.env, NODE_PATH: path.resolve('node_modules') };
  execFileSync(process.execPath, ['package.js'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [vsix, ...others] = fs.readdirSync(folder).filter((file) => file.endsWith('.vsix'));
  assert.ok(vsix);
  assert.deepEqual(others, []);
  return fs.readFileSync(path.join(folder, vsix));
}

/** Folders of what the bundle may be made of: whatever is not for development alone. */
function shippedLibraries(): readonly string[] {
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  return Object.keys(packages).filter((folder) => folder !== '' && packages[folder]?.dev !== true);
}
