import { fieldPageScript } from './fieldPageScript';
import { fieldPageStyle } from './fieldPageStyle';

/** All that a page says about a resource, as text: nothing of it is taken for markup. */
export interface FieldPage extends PageFrame {
  readonly description: string | undefined;
  /** Something about the whole page: how old it is, or that it is not all. */
  readonly note: string | undefined;
  /** Ids, kind, class and the like. */
  readonly facts: readonly PageFact[];
  readonly rows: readonly PageRow[];
  /** Path of the field to go to when the page opens. */
  readonly reveal?: string;
}

/** What every page has. */
export interface PageFrame {
  /** Language of the texts, as in HTML: `en`, `de`. */
  readonly lang: string;
  readonly title: string;
  /** Given to VS Code as `{ key }`, so that the page can be made again after a reload; not in a page that is saved. */
  readonly key: string | undefined;
}

export interface PageFact {
  readonly label: string;
  readonly value: string;
  /** Whether it is an id, to be read letter by letter. */
  readonly isId?: boolean;
}

export interface PageRow {
  /** As people write it; no two rows have the same. */
  readonly path: string;
  readonly title: string | undefined;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string | undefined;
  /** Allowed or suggested ones. */
  readonly values: readonly { readonly value: string; readonly label: string | undefined }[];
  readonly example: string | undefined;
  /** What descriptors say: `Primary identity (Email)`, and also `deprecated`. */
  readonly marks: readonly string[];
}

/** The page's own words. */
export interface FieldPageTexts {
  readonly caption: string;
  readonly path: string;
  readonly type: string;
  readonly required: string;
  readonly description: string;
  readonly values: string;
  readonly example: string;
  /** In the column of required fields. */
  readonly yes: string;
  /** Label of the filter. */
  readonly filter: string;
  /** `{0}` is how many fields are shown, `{1}` of how many. */
  readonly matches: string;
  /** Of a button; `{0}` is the path. */
  readonly copyPath: string;
  /** Face of that button. */
  readonly copy: string;
  /** `{0}` is the path. */
  readonly copied: string;
  /** Instead of the table, where there are no fields. */
  readonly noFields: string;
}

/**
 * The page for reading a resource: one HTML document with all that it needs, for a webview or to be saved and printed. It loads nothing
 * from anywhere, runs its own script alone, and can be read without that.
 * @param nonce a random one for this page, of letters and digits
 */
export function renderFieldPage(page: FieldPage, texts: FieldPageTexts, nonce: string): string {
  const body = `<main>
<h1>${escape(page.title)}</h1>
${paragraph(page.description)}${paragraph(page.note, 'note')}<dl>
${page.facts.map(fact).join('')}</dl>
${page.rows.length === 0 ? paragraph(texts.noFields) : table(page.rows, texts)}</main>`;
  const data = { reveal: page.reveal, matches: texts.matches, copied: texts.copied };
  return renderDocument(page, data, body, nonce);
}

/**
 * A page in the place of one that cannot be made.
 * @param retry face of a button that asks the host to try again
 */
export function renderFailurePage(
  page: PageFrame & { readonly text: string; readonly retry?: string },
  nonce: string,
): string {
  const button =
    page.retry === undefined ? '' : `<p><button type="button" id="retry">${escape(page.retry)}</button></p>\n`;
  const body = `<main>\n<h1>${escape(page.title)}</h1>\n${paragraph(page.text)}${button}</main>`;
  return renderDocument(page, {}, body, nonce);
}

function renderDocument(
  { lang, title, key }: PageFrame,
  data: Readonly<Record<string, string | undefined>>,
  body: string,
  nonce: string,
): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escape(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style nonce="${escape(nonce)}">${fieldPageStyle}</style>
</head>
<body${Object.entries({ key, ...data })
    .map(([name, value]) => attribute(`data-${name}`, value))
    .join('')}>
${body}
<script nonce="${escape(nonce)}">${fieldPageScript}</script>
</body>
</html>
`;
}

function fact({ label, value, isId }: PageFact): string {
  const shown = isId ? `<code>${escape(value)}</code>` : escape(value);
  return `<dt>${escape(label)}</dt><dd>${shown}</dd>\n`;
}

// The roles say what the elements are: some browsers forget it of a table with a layout of its own.
function table(rows: readonly PageRow[], texts: FieldPageTexts): string {
  const columns = ['path', 'type', 'required', 'description', 'values', 'example'] as const;
  const heads = columns.map((name) => `<th role="columnheader" scope="col">${escape(texts[name])}</th>`);
  return `<div class="filter script-only" role="search">
<label for="filter">${escape(texts.filter)}</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false" aria-controls="fields">
<span id="status" role="status" aria-live="polite"></span>
</div>
<table id="fields" role="table">
<caption>${escape(texts.caption)}</caption>
<thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => tableRow(row, texts)).join('')}</tbody>
</table>
`;
}

function tableRow(row: PageRow, texts: FieldPageTexts): string {
  const copyLabel = texts.copyPath.replace('{0}', () => row.path);
  const cells = [
    `<th role="rowheader" scope="row"><code>${escape(row.path)}</code> <button type="button" class="copy script-only" tabindex="-1"${attribute('aria-label', copyLabel)}>${escape(texts.copy)}</button></th>`,
    `<td role="cell">${escape(row.type)}</td>`,
    `<td role="cell">${row.isRequired ? escape(texts.yes) : ''}</td>`,
    `<td role="cell">${descriptionCell(row)}</td>`,
    `<td role="cell">${valueList(row.values)}</td>`,
    `<td role="cell">${row.example === undefined ? '' : `<code>${escape(row.example)}</code>`}</td>`,
  ];
  return `<tr role="row"${attribute('data-path', row.path)}>${cells.join('')}</tr>\n`;
}

function descriptionCell({ title, description, marks }: PageRow): string {
  const heading = title === undefined ? '' : `<strong>${escape(title)}</strong>`;
  const mark = marks.map((text) => `<span class="mark">${escape(text)}</span>`).join('');
  return heading + (description === title ? '' : paragraph(description)) + mark;
}

function valueList(values: PageRow['values']): string {
  const items = values.map(({ value, label }) => {
    const suffix = label === undefined || label === value ? '' : ` ${escape(label)}`;
    return `<li><code>${escape(value)}</code>${suffix}</li>`;
  });
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

function paragraph(text: string | undefined, name?: string): string {
  return text === undefined || text === '' ? '' : `<p${attribute('class', name)}>${escape(text)}</p>\n`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escape(value)}"`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
