/**
 * Text that Markdown shows as it is. `MarkdownString.appendText` does that too, but with spaces at which no line can break.
 * The `$(` of an icon is parted, since icons are drawn after the Markdown was read.
 */
export function plainText(text: string): string {
  return text
    .replaceAll('$(', '$ (')
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}
