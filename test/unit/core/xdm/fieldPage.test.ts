import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import {
  renderFailurePage,
  renderFieldPage,
  type FieldPage,
  type FieldPageTexts,
  type PageRow,
} from '../../../../src/core/xdm/fieldPage';

const texts: FieldPageTexts = {
  caption: 'Felder',
  path: 'Feld',
  type: 'Typ',
  required: 'Pflicht',
  description: 'Beschreibung',
  values: 'Werte',
  example: 'Beispiel',
  yes: 'ja',
  filter: 'Felder filtern',
  matches: '{0} von {1}',
  copyPath: 'Pfad {0} kopieren',
  copy: 'Kopieren',
  copied: '{0} ist kopiert',
  noFields: 'Keine Felder',
};
const row = (changes: Partial<PageRow> = {}): PageRow => ({
  path: 'person.name',
  title: 'Name',
  type: 'string',
  isRequired: true,
  description: 'Full',
  values: [{ value: 'a', label: 'A' }],
  example: '"x"',
  marks: ['identity'],
  ...changes,
});
const page = (changes: Partial<FieldPage> = {}): FieldPage => ({
  lang: 'de',
  title: 'Members',
  key: '/c/prod/x.json',
  description: 'All',
  note: 'Old',
  facts: [{ label: '$id', value: 'urn:x', isId: true }],
  rows: [row()],
  ...changes,
});
const render = (changes?: Partial<FieldPage>, words = texts): string => renderFieldPage(page(changes), words, 'n0nce');

/** The page without its own style and script. */
const markup = (html: string): string => html.replace(/<(style|script)\b[^]*?<\/\1>/g, '');

const failure = { lang: 'de', title: 'Nicht da', key: 'k', text: 'Adobe <schweigt>' };

suite('The policy of every page', () => {
  const pages = { 'of fields': render(), 'of a failure': renderFailurePage({ ...failure, retry: 'Nochmal' }, 'n0nce') };
  for (const [name, html] of Object.entries(pages)) {
    test(`allows a page ${name} its own style and script, and nothing else, from nowhere`, () => {
      const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!.replaceAll('&#39;', "'");
      assert.deepEqual(policy.split('; '), [
        "default-src 'none'",
        "style-src 'nonce-n0nce'",
        "script-src 'nonce-n0nce'",
        "base-uri 'none'",
        "form-action 'none'",
      ]);
      assert.deepEqual(
        [...html.matchAll(/<(?:style|script)\b[^>]*>/g)].map(([tag]) => tag),
        ['<style nonce="n0nce">', '<script nonce="n0nce">'],
      );
      assert.doesNotMatch(markup(html), / (?:src|href|style|on\w+)=/);
      assert.doesNotMatch(html, /url\(|@import|https?:/);
    });
  }
});

suite('renderFieldPage', () => {
  test('has a script that can be run', () => {
    const script = /<script[^>]*>([^]*)<\/script>/.exec(render())![1]!;
    assert.ok(new Script(script));
  });

  test('takes nothing that it is given for markup', () => {
    const evil = `"'><img src=x onerror=alert(1)>&amp;</script><!--`;
    const everywhere = <T>(given: T): T =>
      JSON.parse(JSON.stringify(given), (_, value: unknown) => (typeof value === 'string' ? evil : value)) as T;
    const html = renderFieldPage(everywhere(page({ reveal: 'x' })), everywhere(texts), 'n0nce');
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag));
    assert.deepEqual(tags, new Set([...render().matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag)));
    assert.equal(markup(html).includes('<!--'), false);
    for (const [, value] of markup(html).matchAll(/="([^"]*)"/g)) assert.doesNotMatch(value!, /[<>']/);
    const shown = evil.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    assert.ok(html.includes(`data-path="${shown.replaceAll('"', '&quot;').replaceAll("'", '&#39;')}"`));
  });

  test('is a table that tells its language, its caption, and what each cell belongs to', () => {
    const html = render({ rows: [row(), row({ path: 'a.b' })] });
    assert.match(html, /<html lang="de">/);
    assert.match(html, /<title>Members<\/title>/);
    assert.match(html, /<caption>Felder<\/caption>/);
    assert.deepEqual(
      [...html.matchAll(/<th [^>]*scope="col"[^>]*>([^<]*)/g)].map(([, head]) => head),
      ['Feld', 'Typ', 'Pflicht', 'Beschreibung', 'Werte', 'Beispiel'],
    );
    assert.deepEqual(
      [...html.matchAll(/<th [^>]*scope="row"[^>]*><code>([^<]*)/g)].map(([, path]) => path),
      ['person.name', 'a.b'],
    );
    assert.match(html, /<label for="filter">Felder filtern<\/label>\s*<input id="filter"/);
    assert.match(html, /aria-live="polite"/);
    assert.match(html, /aria-label="Pfad a\.b kopieren"/);
  });

  test('says of a field all that is known, and nothing twice', () => {
    const cells = (changes: Partial<PageRow>): string[] =>
      [...render({ rows: [row(changes)] }).matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.trim());
    assert.deepEqual(cells({}), [
      'string',
      'ja',
      '<strong>Name</strong><p>Full</p>\n<span class="mark">identity</span>',
      '<ul><li><code>a</code> A</li></ul>',
      '<code>&quot;x&quot;</code>',
    ]);
    const plain = [{ value: 'a', label: 'a' }];
    assert.equal(cells({ values: plain })[3], '<ul><li><code>a</code></li></ul>');
    const bare = { title: 'Same', description: 'Same', isRequired: false, values: [], example: undefined, marks: [] };
    assert.deepEqual(cells(bare), ['string', '', '<strong>Same</strong>', '', '']);
  });

  test('says that there are no fields instead of an empty table', () => {
    const html = markup(render({ rows: [] }));
    assert.match(html, /Keine Felder/);
    assert.doesNotMatch(html, /<table|id="filter"/);
  });

  test('tells VS Code what it is about; a saved page tells nobody', () => {
    assert.match(render({ reveal: 'a.b' }), /data-key="\/c\/prod\/x\.json" data-reveal="a\.b"/);
    assert.doesNotMatch(markup(render({ key: undefined })), /data-key|data-reveal/);
  });

  test('puts a path into a label as it is', () => {
    assert.match(render({ rows: [row({ path: "a$&$'" })] }), /aria-label="Pfad a\$&amp;\$&#39; kopieren"/);
  });
});

suite('renderFailurePage', () => {
  test('says why there is no page, and offers to try again where that may help', () => {
    const html = renderFailurePage({ ...failure, retry: 'Nochmal' }, 'n0nce');
    assert.match(html, /<p>Adobe &lt;schweigt&gt;<\/p>/);
    assert.match(html, /<button type="button" id="retry">Nochmal<\/button>/);
    assert.doesNotMatch(markup(renderFailurePage(failure, 'n0nce')), /<button/);
  });
});
