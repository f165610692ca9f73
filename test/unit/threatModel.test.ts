import assert from 'node:assert/strict';
import * as fs from 'node:fs';

/** The last column of the table in SECURITY.md: the beginnings of titles, which stand in “quotes”, by file. */
function readProofs(): Map<string, Set<string>> {
  const proofs = new Map<string, Set<string>>();
  const section = fs.readFileSync('SECURITY.md', 'utf8').split('## Threat model\n')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));
  for (const row of rows) {
    const proof = row.split(' | ').at(-1) ?? '';
    const named = [...proof.matchAll(/`(test\/[^`]+)`((?:,? “[^”]+”)+)/g)];
    assert.ok(named.length > 0, `a row proves nothing: ${row}`);
    for (const [, file, titles] of named) {
      const known = proofs.get(file!) ?? new Set();
      for (const [, title] of titles!.matchAll(/“([^”]+)”/g)) known.add(title!);
      proofs.set(file!, known);
    }
  }
  return proofs;
}

suite('The threat model in SECURITY.md', () => {
  test('has every threat that a security team asks about', () => {
    const text = fs.readFileSync('SECURITY.md', 'utf8');
    for (const threat of ['workspace', 'server', 'extension', 'log', 'screen', 'disk']) {
      assert.match(text, new RegExp(`^\\| \\*\\*[^*]*\\b${threat}\\b`, 'm'));
    }
  });

  for (const [file, titles] of readProofs()) {
    test(`is proved by tests that are there, in ${file}`, () => {
      const source = fs.readFileSync(file, 'utf8');
      for (const title of titles) {
        const beginnings = ["'", '"', '`'].flatMap((quote) => [`test(${quote}${title}`, `suite(${quote}${title}`]);
        assert.ok(
          beginnings.some((beginning) => source.includes(beginning)),
          `no test or suite begins with “${title}”`,
        );
      }
    });
  }
});
