import { Emitter, type Disposable as Registration } from '../../../src/core/event';

/** The classes and enumerations of VS Code that the extension makes values of, as far as it uses them. */

export class Disposable {
  static from(...parts: readonly Registration[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  constructor(readonly dispose: () => void) {}
}

export class EventEmitter<T> extends Emitter<T> {}

export class Uri {
  static joinPath(base: Uri, ...parts: readonly string[]): Uri {
    return base.with({ path: [base.path, ...parts].join('/') });
  }

  static file(path: string): Uri {
    return new Uri('file', path);
  }

  constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  with({ path }: { readonly path: string }): Uri {
    return new Uri(this.scheme, path);
  }

  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
}

export class MarkdownString {
  isTrusted: unknown;

  constructor(public value = '') {}

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ThemeIcon extends ThemeColor {}

export class DocumentLink {
  constructor(readonly range: unknown) {}
}

export class TreeItem {
  constructor(readonly label: string) {}
}

/** In these windows, what VS Code numbers is its name. */
const named: unknown = new Proxy({}, { get: (_, name) => name });

const enumerations = Object.fromEntries(
  [
    'FilePermission',
    'FileType',
    'ProgressLocation',
    'StatusBarAlignment',
    'SymbolKind',
    'TreeItemCollapsibleState',
    'ViewColumn',
  ].map((name) => [name, named]),
);

/** What VS Code's module has of them. */
export const values = {
  ...enumerations,
  Disposable,
  DocumentLink,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  Uri,
};

/** What `l10n.t` makes of a text and its values. */
export function formatted(message: string, ...values: readonly unknown[]): string {
  return message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));
}
