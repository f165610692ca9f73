// Bundles the extension (dist/) or, with --tests, the test suites and the local Adobe (out/).
// esbuild checks no types: `npm run check-types` does.
'use strict';

const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const watch = flags.has('--watch');
const tests = flags.has('--tests');

/** Parts that activation must not pay for. Each is a file of its own, required when it is first needed. */
const lazyParts = [
  'src/core/http/fetchLibrary.ts',
  'src/core/credentials/importers/parserLibraries.ts',
  'src/core/ims/jwtLibrary.ts',
];

/** esbuild inlines `import()` in CommonJS output. This keeps our lazy parts outside, as siblings of the bundle. */
const keepLazyPartsOutside = {
  name: 'keep-lazy-parts-outside',
  setup(build) {
    build.onResolve({ filter: /^\./ }, (args) => {
      const ours = args.importer.startsWith(path.join(__dirname, 'src') + path.sep);
      if (args.kind !== 'dynamic-import' || !ours) return undefined;
      const file = path
        .relative(__dirname, path.resolve(args.resolveDir, `${args.path}.ts`))
        .split(path.sep)
        .join('/');
      if (!lazyParts.includes(file)) {
        return { errors: [{ text: `${file} is imported lazily but is not listed in lazyParts (esbuild.js)` }] };
      }
      return { path: `./${path.basename(file, '.ts')}.js`, external: true };
    });
  },
};

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

/** @type {import('esbuild').BuildOptions} */
const extension = {
  ...common,
  entryPoints: ['src/extension.ts', ...lazyParts],
  entryNames: '[name]',
  outdir: 'dist',
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  // `import()` of a lazy part becomes a `require` that runs when the part is first needed.
  supported: { 'dynamic-import': false },
  plugins: [keepLazyPartsOutside, reportToEditor],
};

function testEntryPoints() {
  const isEntry = (file) =>
    /\.test\.ts$/.test(file) || /^(host|emulator)\/[^/]+\.ts$/.test(file) || /(^|\/)index\.ts$/.test(file);
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
