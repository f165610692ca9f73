/** A name in a row, or in the status bar: what looks like an icon is text. */
export function rowText(text: string): string {
  return text.replaceAll('$(', '$ (').replace(/\s+/g, ' ');
}

/**
 * A sentence where VS Code makes links of `[label](command:…)`, which run any command when they are pressed: in notifications,
 * progress, verdicts of input boxes and the language status. Titles and names that come from outside stay text.
 */
export function messageText(text: string): string {
  return text.replaceAll('](', '] (');
}
