// Mutation testing of what holds secrets and mints tokens: `npm run mutate`. See docs/mutation.md.

/** `AEP_MUTATE=ims` takes one folder of core, judged by the tests of that folder alone. */
const levels = (process.env.AEP_MUTATE ?? 'ims,credentials').split(',');
const bundles = 'out-mutants';
/** Loops that are held against the clock: instrumented code on a busy machine would not stand it, and a thousand mutants wait for them. */
const slow = ['encrypted PKCS#8 with a wrong passphrase, also', 'hostile text of the largest size'];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: levels.map((level) => `src/core/${level}/**/*.ts`),
  // The sandbox gets what the tests are bundled from, and nothing of what was built.
  ignorePatterns: ['**', '!src/**/*.ts', '!test/**/*.ts', '!package.json', '!tsconfig.json'],
  buildCommand: [
    'esbuild',
    ...levels.map((level) => `test/unit/core/${level}/**/*.test.ts`),
    `--bundle --platform=node --packages=external --outdir=${bundles} --outbase=test --log-level=warning`,
  ].join(' '),
  testRunner: 'mocha',
  mochaOptions: { ui: 'tdd', spec: [`${bundles}/**/*.test.js`], grep: `/^(?!.*(${slow.join('|')}))/` },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 30_000,
  ignoreStatic: true,
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${levels.join('-')}.json` },
  htmlReporter: { fileName: `reports/mutation/${levels.join('-')}.html` },
  thresholds: { high: 98, low: 95, break: 95 },
};
