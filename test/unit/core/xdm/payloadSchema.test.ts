import assert from 'node:assert/strict';
import { projectJsonLines, recordsSchema, toSourceLine } from '../../../../src/core/xdm/jsonLines';
import { toPayloadSchema } from '../../../../src/core/xdm/payloadSchema';
import { type JsonObject } from '../../../../src/core/xdm/xdmResource';
import { jsonEditor, schemaUrl } from '../../../support/jsonEditor';
import { idOf, lookupIn, ref, tangledResource, xdmResource } from '../../../support/xdmDocuments';

const text: JsonObject = { type: 'string', 'meta:xdmType': 'string' };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });

const address = xdmResource('Address', object({ city: { ...text, description: 'Where *it* is' } }));
const part = xdmResource('Part', object({ number: text, parts: { type: 'array', items: ref('Part') } }));
const members = xdmResource(
  'Members',
  object(
    {
      _id: text,
      tier: { ...text, enum: ['gold', 'silver'], 'meta:enum': { gold: 'The best', silver: 'The rest' } },
      channel: { ...text, 'meta:enum': { web: 'Web' } },
      home: ref('Address'),
      root: ref('Part'),
      lost: ref('Lost'),
      old: { ...text, 'meta:status': 'deprecated' },
      identityMap: { type: 'object', additionalProperties: { type: 'array', items: object({ id: text }) } },
    },
    { required: ['_id'] },
  ),
  'schemas',
);
const schema = toPayloadSchema(members, lookupIn(address, part));
const editor = jsonEditor(schema);
const enveloped = (entity: string): string => `{"header":{},"body":{"xdmEntity":${entity}}}`;

suite('toPayloadSchema', () => {
  test('forbids no field where there are more than it tells of', async () => {
    const tangled = jsonEditor(toPayloadSchema(tangledResource(150), lookupIn()));
    assert.deepEqual(await tangled.problems('{"p0":{"p1":{"p77":{"p3":{}}}},"p149":{"other":1}}'), []);
  });

  const record = '{"_id":"1","tier":"gold","home":{"city":"Basel"},"lost":{"x":1},"identityMap":{"ecid":[{"id":"1"}]}}';
  const good = [
    record,
    `[${record},${enveloped(record)}]`,
    '[]',
    enveloped(record),
    '{"$schema":"test:/schema","_id":"1"}',
    `{"$schema":"test:/schema",${enveloped(record).slice(1)}`,
    `{"header":{"msgId":"1","schemaRef":{"id":"x","contentType":"y"},"imsOrgId":"a@AdobeOrg","datasetId":"1","flowId":"2",
      "source":{"name":"Kafka"},"operations":{"data":"merge","identity":"create","identityDatasetId":"3"}},
      "body":{"xdmMeta":{"schemaRef":{"id":"x"}},"xdmEntity":${record}}}`,
  ];
  for (const data of good) {
    test(`takes ${data.slice(0, 60)}`, async () => {
      assert.deepEqual(await editor.problems(data), []);
    });
  }

  const bad: readonly (readonly [data: string, ...problems: readonly RegExp[]])[] = [
    ['{}', /Missing property "_id"/],
    ['{"_id":1}', /:1: Incorrect type\. Expected "string"/],
    ['{"_id":"1","tyer":"gold"}', /:"tyer": Property tyer is not allowed/],
    ['{"_id":"1","home":{"town":"Basel"}}', /:"town": Property town is not allowed/],
    ['{"_id":"1","root":{"parts":[{"parts":[{"nr":"1"}]}]}}', /:"nr": Property nr is not allowed/],
    ['{"_id":"1","identityMap":{"ecid":{}}}', /Incorrect type\. Expected "array"/],
    ['{"_id":"1","tier":"bronze"}', /:"bronze": Value is not accepted\. Valid values: "gold", "silver"/],
    ['[{"_id":"1"},{"_id":2},7]', /:2: Incorrect type/, /:7: Incorrect type\. Expected "object"/],
    [enveloped('{"_id":1}'), /:1: Incorrect type\. Expected "string"/],
    ['{"header":{}}', /Missing property "body"/],
    ['{"body":{"_id":"1"},"header":{}}', /Missing property "xdmEntity"/, /:"_id": Property _id is not allowed/],
    ['{"header":{"imsOrgId":1},"body":{"xdmEntity":{"_id":"1"}}}', /:1: Incorrect type/],
    ['{"_id":"1","old":"x"}', /:"?x"?: Value is deprecated/],
    ['5', /Incorrect type\. Expected "object"/],
  ];
  for (const [data, ...problems] of bad) {
    test(`says of ${data} what is wrong with the shape that is meant, and nothing else`, async () => {
      const found = await editor.problems(data);
      assert.equal(found.length, problems.length, found.join('\n'));
      for (const [index, problem] of problems.entries()) assert.match(found[index]!, problem);
    });
  }

  const fields = ['_id', 'channel', 'home', 'identityMap', 'lost', 'old', 'root', 'tier'];
  for (const [where, ...more] of [
    ['{|}', 'body', 'header'],
    ['[{|}]', 'body', 'header'],
    [enveloped('{|}')],
  ] as const) {
    test(`offers the fields of a record at ${where}`, async () => {
      const offered = await editor.completions(where);
      assert.deepEqual(offered.filter((label) => label !== '$schema').sort(), [...fields, ...more].sort());
    });
  }

  test('offers fields further down, allowed and suggested values, and what belongs into an envelope', async () => {
    assert.deepEqual(await editor.completions('{"home":{|}}'), ['city']);
    assert.deepEqual(await editor.completions('{"root":{"parts":[{"parts":[{|}]}]}}'), ['number', 'parts']);
    assert.deepEqual(await editor.completions('{"tier":|}'), ['"gold"', '"silver"']);
    assert.deepEqual(await editor.completions('{"channel":|}'), ['"web"']);
    assert.deepEqual(await editor.completions('{"header":{"schemaRef":{"id":|}},"body":{}}'), [
      JSON.stringify(idOf('Members')),
    ]);
    assert.deepEqual(await editor.completions('{"header":{},|}'), ['body']);
  });

  test('tells of a field what the registry tells, as text and not as markup', async () => {
    assert.match(await editor.hover('{"home":{"ci|ty":""}}'), /Where \\\\\*it\\\\\* is/);
    assert.match(await editor.hover('{"tier":"go|ld"}'), /The best/);
  });

  test('takes an object with fields called header and body for a record, unless there is a body.xdmEntity', async () => {
    const letters = xdmResource('Letters', object({ header: text, body: object({ line: text }) }), 'schemas');
    const { problems } = jsonEditor(toPayloadSchema(letters, lookupIn()));
    assert.deepEqual(await problems('{"header":"Dear","body":{"line":"x"}}'), []);
    assert.deepEqual(await problems('{"header":{},"body":{"xdmEntity":{"header":"Dear"}}}'), []);
    assert.match((await problems('{"header":1}')).join(), /Expected "string"/);
  });

  test('takes values of a type that is no object', async () => {
    const currency = xdmResource('Currency', { ...text, pattern: '^[A-Z]{3}$' });
    const { problems } = jsonEditor(toPayloadSchema(currency, lookupIn()));
    assert.deepEqual(await problems('"EUR"'), []);
    assert.equal((await problems('"euro"')).length, 1);
  });

  test('takes members that are named by patterns', async () => {
    const ids = object({ id: text }, { patternProperties: { '^x-': text } });
    const found = xdmResource('found', object({ ids: { type: 'array', items: ids } }));
    const { problems } = jsonEditor(toPayloadSchema(found, lookupIn()));
    assert.deepEqual(await problems('{"ids":[{"id":"1","x-y":"2"}]}'), []);
    assert.equal((await problems('{"ids":[{"id":1,"x-y":"2"}]}')).length, 1);
  });

  test('checks nothing of a resource whose parts are not known', async () => {
    const { problems } = jsonEditor(
      toPayloadSchema(xdmResource('S', { allOf: [ref('Lost'), object({ a: text })] }), lookupIn()),
    );
    assert.deepEqual(await problems('{"whatever":1,"a":"x"}'), []);
  });
});

suite('recordsSchema', () => {
  const lines = jsonEditor(recordsSchema(schema));

  test('checks each line of a JSON Lines text where it stands', async () => {
    const source = [
      '{"_id":"1"}',
      '',
      '{"_id":2}',
      '{"_id":"3", "home": {"city": ',
      enveloped('{"_id":4}'),
      '7',
      '{"x":"',
    ];
    const projection = projectJsonLines(source.join('\n'), schemaUrl);
    const found = (await lines.problems(projection.text)).map((problem) => {
      const [, line, rest] = /^(\d+):([^]*)$/.exec(problem)!;
      return `${toSourceLine(projection, Number(line))}:${rest}`;
    });
    assert.deepEqual(
      found.map((problem) => problem.slice(0, 2)).sort(),
      ['2:', '3:', '4:', '5:', '6:', '6:'],
      found.join('\n'),
    );
    assert.deepEqual(projection.repairedLines, [3, 6]);
  });

  test('offers fields in a line that is being written', async () => {
    const { text: projected } = projectJsonLines('{"_id":"1"}\n{"home":{§\n{"_id":"2"}', schemaUrl);
    assert.deepEqual(await lines.completions(projected.replace('§', '|')), ['city']);
  });
});
