// `npm run package`: the VSIX, the same byte for byte wherever and whenever it is made of one commit with one version of Node.
'use strict';

const { listFiles, PackageManager } = require('@vscode/vsce');
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** What a zip would keep of the machine and the moment: time, time zone, the order of names. */
const anywhere = {
  // vsce gives every file this time: 1980, the first year a zip can hold.
  SOURCE_DATE_EPOCH: '315532800',
  TZ: 'UTC',
  LC_ALL: 'C',
};

async function main() {
  // And the rights of files, which come from whoever cloned and built.
  process.umask(0o022);
  for (const file of await listFiles({ packageManager: PackageManager.None })) fs.chmodSync(file, 0o644);
  const vsce = path.join(path.dirname(require.resolve('@vscode/vsce/package.json')), 'vsce');
  const { name, version, repository } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  // vsce leads the README's links and pictures to the repository, and refuses to package where it has none to lead them to.
  const links = repository ? [] : ['--no-rewrite-relative-links'];
  const args = [vsce, 'package', '--no-dependencies', ...links];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...anywhere } });
  if (status !== 0) process.exit(1);
  const file = `${name}-${version}.vsix`;
  console.log(`SHA-256 ${createHash('sha256').update(fs.readFileSync(file)).digest('hex')} ${file}`);
}

main();
