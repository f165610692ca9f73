// What of others is in the bundle, told twice beside it: sbom.cdx.json (CycloneDX) for machines, THIRD-PARTY-NOTICES.txt for people.
// The bundle itself is asked: `npm sbom --omit dev` leaves out what a tool of development needs as well, such as jsonwebtoken.
'use strict';

const { Buffer } = require('node:buffer');
const fs = require('node:fs');
const path = require('node:path');

/** An esbuild plugin for a build with a metafile. Both files are the same wherever and whenever they are made. */
exports.billOfMaterials = {
  name: 'bill-of-materials',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const folders = bundledFolders(metafile);
      const write = (name, text) => fs.writeFileSync(path.join(build.initialOptions.outdir, name), text);
      write('sbom.cdx.json', `${JSON.stringify(sbom(folders), undefined, 2)}\n`);
      write('THIRD-PARTY-NOTICES.txt', notices(folders));
    });
  },
};

/** Folders of the packages of which at least a byte is in the bundle, in alphabetical order. */
function bundledFolders({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []);
  return [...new Set(folders)].sort();
}

function readJson(...parts) {
  return JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'));
}

/** https://cyclonedx.org/docs/1.6/json. Without a time and a serial number, which are optional and would differ each time. */
function sbom(folders) {
  const lock = readJson('package-lock.json').packages;
  const own = readJson('package.json');
  const ownRef = `${own.publisher}.${own.name}@${own.version}`;
  const dependencies = (ref, parent, names = {}) => ({
    ref,
    dependsOn: Object.keys(names)
      .map((name) => folderOf(name, parent, lock))
      .filter((folder) => folders.includes(folder))
      .map((folder) => purl(folder, lock))
      .sort(),
  });
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': ownRef,
        publisher: own.publisher,
        name: own.name,
        version: own.version,
        licenses: [{ license: { id: own.license } }],
      },
    },
    components: folders.map((folder) => component(folder, lock)),
    dependencies: [
      dependencies(ownRef, '', own.dependencies),
      ...folders.map((folder) => dependencies(purl(folder, lock), folder, lock[folder].dependencies)),
    ],
  };
}

function component(folder, lock) {
  const { version, license, integrity } = lock[folder];
  // `sha512-` and base64: what npm compared the download with.
  const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
  return {
    type: 'library',
    'bom-ref': purl(folder, lock),
    name: nameOf(folder),
    version,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content }],
    licenses: [{ license: { id: license } }],
    purl: purl(folder, lock),
  };
}

const nameOf = (folder) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

const purl = (folder, lock) => `pkg:npm/${nameOf(folder).replace('@', '%40')}@${lock[folder].version}`;

/** Where Node finds a package: in the folder itself, or in the nearest one above it. */
function folderOf(name, parent, lock) {
  const folder = path.posix.join(parent, 'node_modules', name);
  if (lock[folder] || parent === '') return folder;
  return folderOf(name, parent.slice(0, Math.max(0, parent.lastIndexOf('/node_modules/'))), lock);
}

/** The licences ask that their texts go with every copy. */
function notices(folders) {
  const parts = folders.map((folder) => {
    const { name, version, license } = readJson(folder, 'package.json');
    return `${name} ${version} (${license})\n\n${licenceText(folder)}\n`;
  });
  return ['AEP Access contains these packages.\n', ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The licence file; without one, what the readme says under that heading. */
function licenceText(folder) {
  const read = (pattern) => {
    const name = fs.readdirSync(folder).find((file) => pattern.test(file));
    return name && fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
  };
  const text = read(/^licen[cs]e/i) ?? read(/^readme/i)?.match(/^(?:#+ *)?licen[cs]e\n[^]*/im)?.[0];
  if (!text) throw new Error(`${folder} has no licence text`);
  return text;
}
