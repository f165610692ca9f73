// Bundles the extension (dist/) or, with --tests, the test suites and the local Adobe (out/).
// esbuild checks no types: `npm run check-types` does.
'use strict';

const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { billOfMaterials } = require('./billOfMaterials');

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const watch = flags.has('--watch');
const tests = flags.has('--tests');

/**
 * esbuild splits only ES modules, and inlines `import()` in CommonJS output. So: split, and write each piece as CommonJS. What the
 * activation does not need (a library, the explorer) is then a file of its own, required when `import()` first asks for it, and a
 * module that two files use exists once: an `AepError` is one class everywhere. The pieces that activation does need become one
 * file, from which the others take what they share with it.
 */
const writeAsCommonJs = {
  name: 'write-as-commonjs',
  setup(build) {
    build.onEnd(async ({ outputFiles = [], metafile }) => {
      const texts = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
      const first = piecesOfActivation(metafile?.outputs ?? {});
      fs.mkdirSync(extension.outdir, { recursive: true });
      for (const [name, text] of texts) {
        if (first.has(name) && name !== entrance) continue;
        const code = name === entrance ? await joinPieces(first, texts) : await toCommonJs(name, text);
        const shared = (whole, piece) => (first.has(piece) ? `require("./${entrance}").${nameOf(piece)}` : whole);
        const linked = name === entrance ? code : code.replace(/require\("\.\/([\w.-]+)"\)/g, shared);
        fs.writeFileSync(path.join(extension.outdir, name), linked);
      }
    });
  },
};

const entrance = 'extension.js';

/** A piece's name as an identifier. */
const nameOf = (piece) => piece.replace(/\W/g, '_');

/** The main file, and what it imports before it runs. */
function piecesOfActivation(outputs) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(path.basename(file))) return;
    found.add(path.basename(file));
    for (const { path: imported, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[imported]) visit(imported);
    }
  };
  const file = Object.keys(outputs).find((name) => path.basename(name) === entrance);
  if (file) visit(file);
  return found;
}

/** Joins pieces into the main file, which exports the others under their names. */
async function joinPieces(pieces, texts) {
  const others = [...pieces].filter((piece) => piece !== entrance);
  const { outputFiles } = await esbuild.build({
    ...output,
    stdin: {
      contents: [
        `export * from './${entrance}'`,
        ...others.map((piece) => `export * as ${nameOf(piece)} from './${piece}'`),
      ].join(';\n'),
      resolveDir: __dirname,
    },
    bundle: true,
    write: false,
    external: ['vscode'],
    plugins: [
      {
        name: 'pieces-in-memory',
        setup(build) {
          build.onResolve({ filter: /^\.\// }, ({ path: file, kind }) =>
            kind === 'dynamic-import'
              ? { path: file, external: true }
              : { path: path.basename(file), namespace: 'piece' },
          );
          build.onLoad({ filter: /./, namespace: 'piece' }, ({ path: piece }) => ({ contents: texts.get(piece) }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

async function toCommonJs(name, text) {
  const { code } = await esbuild.transform(text, { ...output, sourcefile: name });
  return code;
}

/** Prints what the problem matcher in .vscode/tasks.json waits for. */
const reportToEditor = {
  name: 'report-to-editor',
  setup(build) {
    build.onStart(() => {
      if (watch) console.log('[watch] build started');
    });
    build.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      if (watch) console.log('[watch] build finished');
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  logLevel: watch ? 'silent' : 'warning',
};

/** How each piece of the extension is written. */
const output = {
  format: 'cjs',
  platform: 'node',
  target: common.target,
  // `import()` of a piece becomes a `require` that runs when the piece is first needed.
  supported: { 'dynamic-import': false },
  minify: production,
  sourcemap: production ? false : 'inline',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const extension = {
  ...common,
  entryPoints: ['src/extension.ts'],
  chunkNames: '[name]-[hash]',
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  write: false,
  metafile: true,
  external: ['vscode'],
  // TLS is verified whatever the environment says: the file says why it takes this.
  alias: { 'node:https': './src/core/http/verifiedHttps.ts' },
  minify: production,
  sourcemap: production ? false : 'inline',
  legalComments: 'none',
  plugins: [writeAsCommonJs, reportToEditor, ...(production ? [billOfMaterials] : [])],
};

function testEntryPoints() {
  const isEntry = (file) =>
    /\.test\.ts$/.test(file) || /^(host|emulator|bench)\/[^/]+\.ts$/.test(file) || /(^|\/)index\.ts$/.test(file);
  return fs
    .readdirSync('test', { recursive: true })
    .map((file) => String(file).split(path.sep).join('/'))
    .filter(isEntry)
    .map((file) => `test/${file}`);
}

/** @type {() => import('esbuild').BuildOptions} */
const suites = () => ({
  ...common,
  entryPoints: testEntryPoints(),
  outdir: 'out/test',
  outbase: 'test',
  external: ['vscode'],
  packages: 'external',
  sourcemap: 'inline',
  plugins: [reportToEditor],
});

async function main() {
  const options = tests ? suites() : extension;
  fs.rmSync(tests ? 'out' : 'dist', { recursive: true, force: true });
  if (watch) {
    await (await esbuild.context(options)).watch();
  } else {
    await esbuild.build(options);
  }
}

main().catch(() => process.exit(1));
