import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useLocalAdobe } from './support/localAdobe';
import { run } from './support/aepCommands';
import {
  completionsAt,
  hoverAt,
  namespace,
  PayloadFiles,
  placeOf,
  problemsOf,
  ridersUrl,
  schemaUrl,
} from './support/payloads';
import { restoreSettings, setSetting } from './support/settings';

const record = (membership: object): object => ({
  _id: '1',
  [namespace]: { membership: { number: 'R000001', ...membership } },
});
const envelope = (entity: object): object => ({ header: { imsOrgId: 'x' }, body: { xdmEntity: entity } });
const isTold = (what: string) => (problems: readonly string[]) => problems.some((problem) => problem.includes(what));

suite('Live validation', () => {
  const fixture = useLocalAdobe();
  restoreSettings();
  let files: PayloadFiles;

  setup(async () => {
    files = new PayloadFiles();
    await fixture.add();
  });

  teardown(() => files.clear());

  const bind = (fileMatch: readonly string[], url = ridersUrl): Promise<void> =>
    setSetting('json.schemas', [{ fileMatch, url }]);

  const shapes: readonly (readonly [string, (entity: object) => unknown])[] = [
    ['a bare record', (entity) => entity],
    ['an array of records', (entity) => [record({}), entity]],
    ['the ingestion envelope', envelope],
    ['an array of envelopes', (entity) => [envelope(record({})), envelope(entity)]],
  ];

  suite('of JSON files that a setting names', () => {
    for (const [name, shape] of shapes) {
      test(`${name}: errors, completions and hovers, and the file stays as it is`, async () => {
        await bind(['/payloads/*.json']);
        const text = JSON.stringify(shape(record({ tier: 'nobody', points: -1 })), undefined, 2);
        const { document } = await files.show('riders.json', text);
        const problems = await problemsOf(document, isTold('is below the minimum'));
        assert.equal(problems.length, 2, problems.join('\n'));
        assert.ok(isTold('Value is not accepted')(problems));
        assert.deepEqual((await completionsAt(document, '"tier": |"nobody"')).slice(0, 3), [
          '"day"',
          '"month"',
          '"year"',
        ]);
        assert.ok((await completionsAt(document, '"|points"')).includes('joinedOn'));
        assert.match(await hoverAt(document, '"num|ber"'), /Printed on the card/);
        assert.equal(document.getText(), text);
        assert.equal(document.isDirty, false);
      });
    }

    test('a field that the schema does not have is told', async () => {
      await bind(['/payloads/*.json']);
      const { document } = await files.show('riders.json', JSON.stringify({ nobody: 1 }));
      await problemsOf(document, isTold('nobody'));
    });
  });

  test('a file may name its schema itself', async () => {
    const { document } = await files.show(
      'own.json',
      JSON.stringify({ $schema: ridersUrl, ...record({ points: -1 }) }),
    );
    const problems = await problemsOf(document, (all) => all.length > 0);
    assert.deepEqual(problems, ['0: Value is below the minimum of 0.']);
  });

  suite('of JSON Lines', () => {
    for (const [name, shape] of [
      ['records', (entity: object) => entity],
      ['envelopes', envelope],
    ] as const) {
      test(`${name}: errors, completions and hovers at their places, and the file stays as it is`, async () => {
        await bind(['/payloads/*.jsonl']);
        const lines = [record({}), record({ tier: 'nobody' }), record({ points: -1 })].map((entity) =>
          JSON.stringify(shape(entity)),
        );
        const text = `${lines[0]!}\n\n${lines[1]!}\n${lines[2]!}\n`;
        const { document } = await files.show('riders.jsonl', text);
        const problems = await problemsOf(document, (all) => all.length === 2);
        assert.match(problems.join('\n'), /^2: Value is not accepted.*\n3: Value is below the minimum of 0\.$/);
        const [first] = vscode.languages.getDiagnostics(document.uri);
        assert.equal(document.getText(first!.range), '"nobody"');
        assert.deepEqual((await completionsAt(document, '"tier":|"nobody"')).slice(0, 3), [
          '"day"',
          '"month"',
          '"year"',
        ]);
        assert.ok((await completionsAt(document, '"|points"')).includes('joinedOn'));
        assert.match(await hoverAt(document, '"num|ber"'), /Printed on the card/);
        assert.equal(document.getText(), text);
      });
    }

    test('a completion replaces what it stands on, in its own line', async () => {
      await bind(['/payloads/*.jsonl']);
      const { document } = await files.show('riders.jsonl', `{}\n${JSON.stringify(record({ tier: 'nobody' }))}\n`);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        placeOf(document, '"tier":"no|body"'),
      );
      const day = list.items.find(({ label }) => label === '"day"')!;
      const range = day.range instanceof vscode.Range ? day.range : day.range!.replacing;
      assert.equal(document.getText(range), '"nobody"');
    });

    test('a line that is no JSON does not spoil the others', async () => {
      await bind(['/payloads/*.jsonl']);
      const { document } = await files.show('riders.jsonl', `{"_id": "1"\n${JSON.stringify(record({ points: -1 }))}\n`);
      const problems = await problemsOf(document, (all) => all.length === 2);
      assert.deepEqual([...problems].sort(), [
        '0: This line is not a complete JSON value.',
        '1: Value is below the minimum of 0.',
      ]);
    });

    test('what is typed is checked, and what is mended is gone', async () => {
      await bind(['/payloads/*.jsonl']);
      const editor = await files.show('riders.jsonl', `${JSON.stringify(record({ points: -1 }))}\n`);
      const { document } = editor;
      await problemsOf(document, (all) => all.length === 1);
      await editor.edit((edit) => {
        const at = placeOf(document, '|-1');
        edit.delete(new vscode.Range(at, at.translate(0, 1)));
      });
      await problemsOf(document, (all) => all.length === 0);
    });

    test('the first record may name the schema', async () => {
      const { document } = await files.show(
        'own.ndjson',
        `${JSON.stringify({ $schema: ridersUrl, ...record({ points: -1 }) })}\n`,
      );
      assert.deepEqual(await problemsOf(document, (all) => all.length > 0), ['0: Value is below the minimum of 0.']);
    });

    test('a file that nothing names is left alone', async () => {
      await bind(['/payloads/bound.jsonl']);
      const { document: other } = await files.show('other.jsonl', '{"nobody": 1}\n');
      const { document: bound } = await files.show('bound.jsonl', '{"nobody": 1}\n');
      await problemsOf(bound, (all) => all.length === 1);
      assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
    });

    test('of a long file the first lines are checked, and that is said', async () => {
      await bind(['/payloads/*.jsonl']);
      const line = JSON.stringify(record({}));
      const count = Math.ceil(2_000_000 / line.length) + 10;
      const { document } = await files.show('long.jsonl', `${Array.from({ length: count }, () => line).join('\n')}\n`);
      const problems = await problemsOf(document, (all) => all.length === 1);
      assert.match(problems[0]!, /only the lines before this one are checked/);
    });
  });

  suite('follows the window', () => {
    test('a schema that the sandbox does not have checks nothing, until one is chosen that has it', async () => {
      await run('aep.sandbox.switch', { sandbox: 'prod' });
      await bind(['/payloads/*.json'], schemaUrl('surveys'));
      const { document } = await files.show('surveys.json', JSON.stringify({ nobody: 1 }));
      await problemsOf(document, isTold('nobody'));
      await run('aep.sandbox.switch', { sandbox: 'dev' });
      await problemsOf(document, (all) => all.length === 0);
      await run('aep.sandbox.switch', { sandbox: 'prod' });
      await problemsOf(document, isTold('nobody'));
    });

    test('a schema that there is not accepts everything and says why', async () => {
      const url = 'aep-schema:/tenant/schemas/_nobody.schemas.x.json';
      await bind(['/payloads/*.json'], url);
      await files.show('riders.json', JSON.stringify({ nobody: 1 }));
      const schema = await vscode.workspace.openTextDocument(vscode.Uri.parse(url));
      assert.match(schema.getText(), /The XDM schema cannot be loaded/);
      const { document } = await files.show('second.json', JSON.stringify({ nobody: 1 }));
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    });
  });
});
