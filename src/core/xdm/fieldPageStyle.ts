/** The look of pages: VS Code's colours where there is VS Code, else those of a plain light or dark document; black on white on paper. */
export const fieldPageStyle = `
:root { color-scheme: light dark; }
body {
  --border: var(--vscode-editorWidget-border, var(--vscode-contrastBorder, GrayText));
  margin: 0; padding: 1.25rem 1.5rem 3rem;
  font: var(--vscode-font-weight, normal) var(--vscode-font-size, 0.875rem)/1.5 var(--vscode-font-family, system-ui, sans-serif);
  color: var(--vscode-foreground, CanvasText); background: var(--vscode-editor-background, Canvas);
}
h1 { margin: 0; font-size: 1.6em; font-weight: 600; overflow-wrap: anywhere; }
p { max-width: 48rem; white-space: pre-line; overflow-wrap: anywhere; }
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 0.95em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1rem; margin: 1rem 0; }
dt { color: var(--vscode-descriptionForeground, inherit); }
dd { margin: 0; overflow-wrap: anywhere; }
.note { border-inline-start: 3px solid var(--vscode-focusBorder, Highlight); padding-inline-start: 0.75rem; }
.filter { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; margin: 1.25rem 0 0.75rem; }
.filter input {
  flex: 0 1 24rem; min-width: 0; padding: 0.3rem 0.5rem; font: inherit;
  color: var(--vscode-input-foreground, FieldText); background: var(--vscode-input-background, Field);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, GrayText)); border-radius: 2px;
}
button {
  font: inherit; cursor: pointer; padding: 0.05rem 0.5rem; border-radius: 2px;
  color: var(--vscode-button-secondaryForeground, ButtonText); background: var(--vscode-button-secondaryBackground, ButtonFace);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
}
button:hover { background: var(--vscode-button-secondaryHoverBackground, ButtonFace); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder, Highlight); outline-offset: 1px; }
/* No table layout, which needs every row to draw one: what is out of sight costs nothing until it comes into sight. */
table, caption, thead, tbody { display: block; }
table { min-width: 56rem; }
tr { display: grid; grid-template-columns: 26fr 11fr 6rem 30fr 16fr 13fr; }
tbody tr { content-visibility: auto; contain-intrinsic-size: auto 3.5rem; border-bottom: 1px solid var(--border); }
caption { text-align: start; padding: 0.25rem 0; color: var(--vscode-descriptionForeground, inherit); }
th, td { padding: 0.35rem 0.5rem; text-align: start; vertical-align: top; font-weight: normal; overflow-wrap: anywhere; }
thead { position: sticky; top: 0; z-index: 1; background: var(--vscode-editor-background, Canvas); border-bottom: 2px solid var(--border); }
thead th { font-weight: 600; }
tbody tr:hover, tbody tr[aria-current] { background: var(--vscode-list-hoverBackground, transparent); }
tbody tr[aria-current] { outline: 1px solid var(--vscode-focusBorder, Highlight); outline-offset: -1px; }
td p { margin: 0; }
td ul { margin: 0; padding-inline-start: 1.1rem; }
td .mark { display: block; color: var(--vscode-descriptionForeground, inherit); }
[hidden], .script-only { display: none !important; }
.with-script .script-only { display: revert !important; }
.with-script .filter.script-only { display: flex !important; }
.copy { opacity: 0; }
tr:hover .copy, .copy:focus { opacity: 1; }
@media print {
  :root { color-scheme: light; }
  body { padding: 0; color: #000; background: #fff; font: 9pt/1.35 system-ui, sans-serif; }
  .filter, button { display: none !important; }
  table { display: table; width: 100%; min-width: 0; border-collapse: collapse; }
  caption { display: table-caption; }
  thead { display: table-header-group; position: static; background: none; }
  tbody { display: table-row-group; }
  tbody tr, thead tr { display: table-row; content-visibility: visible; break-inside: avoid; }
  th, td { border-bottom: 1px solid #999; }
  dt, caption, td .mark { color: #000; }
}
`;
