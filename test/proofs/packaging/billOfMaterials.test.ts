import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

interface Sbom {
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly hashes: readonly { readonly content: string }[];
    readonly licenses: readonly { readonly license: { readonly id: string } }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string }>>;
}

/** Licences under which a product may carry a package, if their text goes with it. */
const allowedLicences = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const readJson = (...parts: string[]): unknown => JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'));

suite('The bill of materials', () => {
  const manifest = readJson('package.json') as Manifest;
  const lock = readJson('package-lock.json') as Lock;
  let folder: string;
  let metafile: Metafile;
  let text: string;
  let sbom: Sbom;
  let notices: string;

  suiteSetup(async function () {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aep-bill-'));
    metafile = await bundle();
    text = fs.readFileSync(path.join(folder, 'sbom.cdx.json'), 'utf8');
    sbom = JSON.parse(text) as Sbom;
    notices = fs.readFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  });
  suiteTeardown(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Bundles as esbuild.js does, as far as it matters to what is in it. */
  async function bundle(): Promise<Metafile> {
    const { billOfMaterials } = createRequire(path.resolve('package.json'))('./billOfMaterials.js') as {
      billOfMaterials: Plugin;
    };
    const result = await build({
      entryPoints: ['src/extension.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      splitting: true,
      external: ['vscode'],
      outdir: folder,
      write: false,
      metafile: true,
      logLevel: 'error',
      plugins: [billOfMaterials],
    });
    return result.metafile;
  }

  /** `name@version` of the package that a file belongs to, by the manifest above it; nothing for a file of ours. */
  function packageOf(file: string): string[] {
    for (let above = path.dirname(file); above !== '.'; above = path.dirname(above)) {
      if (!fs.existsSync(path.join(above, 'package.json'))) continue;
      const { name, version } = readJson(above, 'package.json') as Partial<Manifest>;
      // A manifest that only says of which kind the modules of a folder are.
      if (name !== undefined && version !== undefined) return [`${name}@${version}`];
    }
    return [];
  }

  test('names the packages that are in the bundle, with their versions, and no other', () => {
    const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
    const bundled = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).flatMap(([file]) => packageOf(file));
    assert.deepEqual(
      sbom.components.map(({ name, version }) => `${name}@${version}`),
      [...new Set(bundled)].sort(),
    );
    const { name, version } = sbom.metadata.component;
    assert.deepEqual({ name, version }, { name: manifest.name, version: manifest.version });
  });

  test('names every dependency of package.json as ours, and whose each of the others is', () => {
    const [own, ...others] = sbom.dependencies;
    const names = own!.dependsOn.map((ref) => sbom.components.find(({ purl }) => purl === ref)!.name);
    assert.deepEqual(names, Object.keys(manifest.dependencies).sort());
    const needed = new Set(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn));
    assert.deepEqual(
      others.map(({ ref }) => ref).filter((ref) => !needed.has(ref)),
      [],
    );
  });

  test('has the hashes of the lock file', () => {
    for (const { name, hashes } of sbom.components) {
      const base64 = Buffer.from(hashes[0]!.content, 'hex').toString('base64');
      assert.equal(`sha512-${base64}`, lock.packages[`node_modules/${name}`]?.integrity);
    }
  });

  test('has only licences that allow it, each with its text', () => {
    for (const { name, version, licenses } of sbom.components) {
      const [licence] = licenses.map(({ license }) => license.id);
      assert.ok(allowedLicences.includes(licence!), `${name} has the licence ${licence}`);
      const notice = notices.split(`\n${name} ${version} (${licence})\n`)[1]?.split('-'.repeat(80))[0] ?? '';
      assert.match(notice, /copyright|\(c\)/i, `whose ${name} is`);
      assert.ok(notice.length > 500, `the licence of ${name}`);
    }
  });

  test('is the same each time, and names neither the machine nor the moment', async () => {
    await bundle();
    assert.equal(fs.readFileSync(path.join(folder, 'sbom.cdx.json'), 'utf8'), text);
    assert.ok(![text, notices].join().includes(process.cwd()));
    assert.doesNotMatch(text, /timestamp|serialNumber|registry/);
  });
});

suite('The lock file', () => {
  const { packages } = readJson('package-lock.json') as Lock;
  const installed = Object.entries(packages).filter(([folder]) => folder !== '');

  test('has the hash of everything that is installed', () => {
    const without = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    assert.deepEqual(without, []);
  });

  test('has no address of a registry: everybody downloads from their own', () => {
    assert.deepEqual(
      installed.filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
  });
});
