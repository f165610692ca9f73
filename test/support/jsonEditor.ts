import { getLanguageService, TextDocument, type Position } from 'vscode-json-languageservice';
import { type JsonObject } from '../../src/core/xdm/xdmResource';

export const schemaUrl = 'test:/schema';

/** What VS Code's own JSON support says of a text, with a schema. */
export interface JsonEditor {
  /** Each as `line:text under it: message`; lines from 0. */
  readonly problems: (text: string) => Promise<readonly string[]>;
  /** Labels of what is offered where `|` stands. */
  readonly completions: (text: string) => Promise<readonly string[]>;
  /** What is said of the place where `|` stands, as text. */
  readonly hover: (text: string) => Promise<string>;
}

/** The schema is also there as {@link schemaUrl}. */
export function jsonEditor(schema: JsonObject): JsonEditor {
  const service = getLanguageService({});
  service.configure({ schemas: [{ uri: schemaUrl, fileMatch: ['*'], schema }] });
  const open = (text: string): TextDocument => TextDocument.create('test:/data.json', 'json', 0, text);
  const openAtCursor = (text: string): { document: TextDocument; position: Position } => {
    const document = open(text.replace('|', ''));
    return { document, position: document.positionAt(text.indexOf('|')) };
  };
  return {
    problems: async (text) => {
      const document = open(text);
      const found = await service.doValidation(document, service.parseJSONDocument(document));
      return found.map(({ range, message }) => {
        const said = typeof message === 'string' ? message : message.value;
        return `${range.start.line}:${document.getText(range)}: ${said}`;
      });
    },
    completions: async (text) => {
      const { document, position } = openAtCursor(text);
      const found = await service.doComplete(document, position, service.parseJSONDocument(document));
      return (found?.items ?? []).map(({ label }) => label);
    },
    hover: async (text) => {
      const { document, position } = openAtCursor(text);
      const found = await service.doHover(document, position, service.parseJSONDocument(document));
      return JSON.stringify(found?.contents ?? '');
    },
  };
}
