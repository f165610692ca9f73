import assert from 'node:assert/strict';
import { projectJsonLines, toProjectedLine, toSourceLine } from '../../../../src/core/xdm/jsonLines';

const schemaUrl = 'aep-schema:/a"b.json';
const recordsOf = (text: string): unknown =>
  (JSON.parse(projectJsonLines(text, schemaUrl).text) as { records: unknown }).records;

suite('projectJsonLines', () => {
  test('makes one document of all records, which names its schema', () => {
    assert.deepEqual(JSON.parse(projectJsonLines('{"a":1}\n[2]\n\n"x"\nnull\n', schemaUrl).text), {
      $schema: schemaUrl,
      records: [{ a: 1 }, [2], 'x', null],
    });
  });

  for (const [name, text] of [
    ['nothing', ''],
    ['blank lines', '\n \t\n'],
  ] as const) {
    test(`makes a document without records of ${name}`, () => {
      assert.deepEqual(recordsOf(text), []);
    });
  }

  test('keeps every line one further down, at its columns, whatever ends it', () => {
    const source = ['{"a":"🚀"}', '', '  {"b":2}  ', '{"c":', '', '{"d":4}'];
    for (const end of ['\n', '\r\n', '\r']) {
      const projection = projectJsonLines(source.join(end), schemaUrl);
      const lines = projection.text.split('\n');
      assert.equal(lines.length, source.length + 2);
      for (const [index, line] of source.entries()) {
        assert.ok(lines[toProjectedLine(index)]?.startsWith(line));
        assert.equal(toSourceLine(projection, toProjectedLine(index)), index);
      }
    }
  });

  test('has no line of the source for what it puts around the records', () => {
    const projection = projectJsonLines('{}\n{}', schemaUrl);
    assert.deepEqual(
      [-1, 0, 1, 2, 3, 4].map((line) => toSourceLine(projection, line)),
      [undefined, undefined, 0, 1, undefined, undefined],
    );
  });

  const swallowing = [
    '{"a":[{"b":1',
    '{"a":"unfinished',
    '{"a":"unfinished\\',
    '{"a":"unfinished\\\\',
    '{"a":1}}',
    '{"a":1]}',
    '[[[[',
    '{"a":[1',
    '"',
  ];
  for (const line of swallowing) {
    test(`keeps the neighbours whole, and says so, where a line is ${line}`, () => {
      const { text, repairedLines } = projectJsonLines(`{"n":1}\n${line}\n{"n":3}`, schemaUrl);
      const { records } = JSON.parse(text) as { records: unknown[] };
      assert.equal(records.length, 3);
      assert.deepEqual([records[0], records[2]], [{ n: 1 }, { n: 3 }]);
      assert.deepEqual(repairedLines, [1]);
    });
  }

  test('takes a line of brackets that close nothing for a blank one', () => {
    const { text, repairedLines } = projectJsonLines('{}\n]}\n', schemaUrl);
    assert.deepEqual([JSON.parse(text), repairedLines], [{ $schema: schemaUrl, records: [{}] }, [1]]);
  });

  test('takes a line of what JSON does not know as blank for a fault of that line', () => {
    const { text } = projectJsonLines('\ufeff\n{}', schemaUrl);
    assert.deepEqual(text.split('\n').slice(1, -1), ['\ufeff,', '{}']);
  });

  test('blanks out what would begin a comment, at its columns', () => {
    const { text, repairedLines } = projectJsonLines('{"a":"//"} // x\n{"b":1} /* y\n{}', schemaUrl);
    assert.deepEqual(text.split('\n').slice(1, -1), ['{"a":"//"}    x,', '{"b":1}  * y,', '{}']);
    assert.deepEqual(repairedLines, [0, 1]);
  });

  test('blanks out what a parser would not expect, up to the next comma, and keeps names without quotes', () => {
    const lines = [
      '{a: {"b": 1}, c: [2]}',
      'see [3], {"d": 4}',
      '{"e": 5 {"f": [6]}, "g": 7}',
      '{8: {"h": [9]}, "i": 10}',
    ];
    const { text, repairedLines } = projectJsonLines([...lines, '{}'].join('\n'), schemaUrl);
    assert.deepEqual(text.split('\n').slice(1, -1), [
      '{a: {"b": 1}, c: [2]},',
      'see  3 , {"d": 4},',
      '{"e": 5  "f"   6  , "g": 7},',
      '{8   "h"   9  , "i": 10},',
      '{}',
    ]);
    assert.deepEqual(repairedLines, [1, 2, 3]);
  });

  test('leaves a line alone whose fault stays in it, for the parser to tell', () => {
    const { text, repairedLines } = projectJsonLines('{"a":tru}\n{"a":"\\q"}\n{}', schemaUrl);
    assert.deepEqual(text.split('\n').slice(1, 3), ['{"a":tru},', '{"a":"\\q"},']);
    assert.deepEqual(repairedLines, []);
  });
});
