import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import ts from 'typescript';
import { type JsonObject } from '../../src/core/xdm/xdmResource';

/** Compiles JSON Schemas as strictly as ajv can. */
export function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, inlineRefs: false, code: { optimize: false } });
  addFormats(ajv);
  return ajv;
}

/** @throws if ajv in its strict mode does not take the schema */
export const validatorOf = (schema: JsonObject): ValidateFunction => strictAjv().compile(schema);

/** @returns what TypeScript says of modules under `strict`, each as `file: text` */
export function typeErrors(modules: Readonly<Record<string, string>>): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es5.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const files = new Map(Object.entries(modules).map(([name, text]) => [`/${name}.ts`, text]));
  const program = ts.createProgram([...files.keys()], options, {
    ...host,
    fileExists: (file) => files.has(file) || host.fileExists(file),
    getSourceFile: (file, version) => {
      const text = files.get(file);
      return text === undefined ? host.getSourceFile(file, version) : ts.createSourceFile(file, text, version);
    },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
