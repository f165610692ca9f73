import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

/** Inside core nothing points back: errors/clock/logger/redact ← http ← credentials ← ims ← platform ← xdm ← diagnosis. */
const layers = ['http', 'credentials', 'ims', 'platform', 'xdm', 'diagnosis'];
const features = [
  'commands',
  'statusBar',
  'views',
  'documents',
  'validation',
  'authentication',
  'terminal',
  'languageModel',
];

/** What features share. `xdm` is the exception: its explorerEntrance.ts names the table of commands. */
const shared = ['connections', 'lazy', 'texts'];

/** Which outside library a folder of core may load; every other import there is Node's own or core's. */
const libraries = {
  http: ['node-fetch'],
  'credentials/importers': ['dotenv', 'hjson', 'yaml'],
  ims: ['jsonwebtoken'],
};

const zones = [
  { target: './src', from: './test', message: 'src never imports test.' },
  { target: './src/core', from: './src/vscode', message: 'core knows nothing of VS Code.' },
  {
    target: './src/core/*.ts',
    from: layers.map((layer) => `./src/core/${layer}`),
    message: 'The base imports no layer above it.',
  },
  ...layers.map((layer, index) => ({
    target: `./src/core/${layer}`,
    from: layers.slice(index + 1).map((above) => `./src/core/${above}`),
    message: `${layer} imports only the layers below it.`,
  })),
  ...features.map((feature) => ({
    target: `./src/vscode/${feature}`,
    from: features.filter((other) => other !== feature).map((other) => `./src/vscode/${other}`),
    message: 'A feature does not import another feature: extension.ts injects.',
  })),
  ...shared.map((folder) => ({
    target: `./src/vscode/${folder}`,
    from: features.map((feature) => `./src/vscode/${feature}`),
    message: 'What features share imports none of them.',
  })),
].filter(({ from }) => from.length > 0);

const noLibraries = (allowed) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: `^(?!\\.|node:|(${['$.', ...allowed].join('|')})$)`,
          message: 'core imports core, Node and the libraries eslint.config.mjs names.',
        },
      ],
    },
  ],
});

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'out-*/', 'node_modules/', '.vscode-test/', '.stryker-tmp/', 'reports/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true, IIFEs: true }],
    },
  },
  {
    files: ['src/vscode/**/*.ts'],
    ignores: ['src/vscode/messages.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          // Questions in the middle of the window, `{ modal: true }`, make no links.
          selector:
            'CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$|^setStatusBarMessage$/]:not([arguments.1.type="ObjectExpression"])',
          message: 'What is said goes through messages.ts: VS Code makes links and icons of text from outside.',
        },
      ],
    },
  },
  { files: ['src/core/**/*.ts'], rules: noLibraries([]) },
  ...Object.entries(libraries).map(([folder, allowed]) => ({
    files: [`src/core/${folder}/**/*.ts`],
    rules: noLibraries(allowed),
  })),
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [] }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  { files: ['**/*.mjs'], languageOptions: { sourceType: 'module' } },
  prettier,
);
