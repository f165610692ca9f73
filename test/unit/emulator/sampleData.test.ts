import assert from 'node:assert/strict';
import { findXdmComponents } from '../../emulator/data/xdmFiles';
import { stringMatching } from '../../emulator/registry/pattern';
import { sampleOf } from '../../emulator/registry/sampleData';
import { lists, lookups, RegistryWindow, type Json } from './registryWindow';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const formats: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/,
  date: /^\d{4}-\d\d-\d\d$/,
  uri: /^https?:\/\//,
};

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

/** The paths at which a value breaks a rule of its field; it knows the keywords that the samples must honour. */
function broken(value: unknown, field: Json, path = ''): string[] {
  const { type, enum: allowed, pattern, format, minLength, minimum, maximum, required, items } = field;
  const found = typeOf(value);
  const holds =
    (type === undefined || type === found || (type === 'number' && found === 'integer')) &&
    (!Array.isArray(allowed) || allowed.includes(value)) &&
    (field.const === undefined || field.const === value) &&
    (typeof pattern !== 'string' || typeof value !== 'string' || new RegExp(pattern, 'u').test(value)) &&
    (formats[String(format)]?.test(String(value)) ?? true) &&
    (typeof minLength !== 'number' || String(value).length >= minLength) &&
    (typeof minimum !== 'number' || Number(value) >= minimum) &&
    (typeof maximum !== 'number' || Number(value) <= maximum) &&
    (!Array.isArray(required) || required.every((name) => isObject(value) && String(name) in value));
  const children = Array.isArray(value)
    ? value.flatMap((item, index) => (isObject(items) ? broken(item, items, `${path}/${index}`) : []))
    : Object.entries(isObject(value) ? value : {}).flatMap(([name, child]) => {
        const properties = isObject(field.properties) ? field.properties : {};
        const rules = properties[name] ?? field.additionalProperties;
        return isObject(rules) ? broken(child, rules, `${path}/${name}`) : [];
      });
  return holds ? children : [path, ...children];
}

suite('local Schema Registry: sample data', () => {
  let window: RegistryWindow;

  const open = async (data: 'own' | 'xdm' = 'own'): Promise<void> => {
    window = await RegistryWindow.open({ data });
  };
  teardown(() => window.adobe.stop());

  const sampleAt = (id: unknown) => window.get(`/rpc/sampledata/${encodeURIComponent(String(id))}`, lookups('xed'));

  const checkEverySchema = async (): Promise<void> => {
    for (const { $id: id, title } of await window.documents('/tenant/schemas')) {
      const { body: full } = await window.get(`/tenant/schemas/${encodeURIComponent(String(id))}`, lookups('xed-full'));
      const { status, body: sample } = await sampleAt(id);
      assert.equal(status, 200);
      assert.deepEqual(broken(sample, full), [], String(title));
      const { body: again } = await sampleAt(id);
      assert.deepEqual(again, sample);
    }
  };

  test('is valid for every schema of ours, and always the same', async () => {
    await open();
    await checkEverySchema();
  });

  test('is valid for every schema of the open-source XDM', async function () {
    await open(findXdmComponents() === undefined ? 'own' : 'xdm');
    if (findXdmComponents() === undefined) this.skip();
    await checkEverySchema();
  });

  test('has every field once, and ends where a type repeats', async () => {
    await open();
    const { body } = await sampleAt(window.idOf('Fleet'));
    assert.deepEqual(body[window.namespace], {
      inServiceSince: '2018-01-12',
      build: {
        frameNumber: 'string..',
        frame: {
          partNumber: 'AA-0000',
          material: 'steel',
          subparts: [{}],
          builtInto: { label: 'string', parts: [{}] },
        },
      },
    });
    const { body: rider } = await sampleAt(window.idOf('Riders'));
    assert.deepEqual((rider[window.namespace] as { preferences: Json }).preferences.nicknames, { key: 'string' });
  });

  test('exists for global schemas too, by either id', async () => {
    await open();
    const path = '/rpc/sampledata/_xdm.schemas.local.audience-export';
    for (const accept of [undefined, '*/*', lookups('xed'), 'application/vnd.adobe.xed+json; version=1']) {
      const { status, headers } = await window.get(path, accept);
      assert.deepEqual([status, headers.get('content-type')], [200, 'application/json;charset=UTF-8']);
    }
  });

  test('is refused to those who accept what nobody is known to get it as', async () => {
    await open();
    const path = '/rpc/sampledata/_xdm.schemas.local.audience-export';
    for (const accept of ['application/json', 'text/html', lists('xed'), lookups('xdm'), lookups('xed').slice(0, -1)]) {
      assert.equal(await window.failure(path, accept), '400 XDM-1007-400', accept);
    }
  });

  test('exists for schemas only', async () => {
    await open();
    for (const id of ['_xdm.context.profile', window.idOf('Bicycle'), '_xdm.context.profile__union', 'nothing']) {
      assert.equal(await window.failure(`/rpc/sampledata/${encodeURIComponent(id)}`), '404 XDM-1012-404', id);
    }
  });

  test('stays within the bounds of numbers and texts', async () => {
    await open();
    assert.equal(sampleOf({ type: 'integer', exclusiveMinimum: 6 }), 7);
    assert.equal(sampleOf({ type: 'number', maximum: -3 }), -3);
    assert.equal(sampleOf({ type: 'string', maxLength: 3 }), 'str');
    assert.deepEqual(sampleOf({ type: 'array', minItems: 2, items: { const: 4 } }), [4, 4]);
  });

  test('finds a string for a pattern', async () => {
    await open();
    for (const pattern of [
      '^[A-Z]{2}-\\d{4}$',
      '^(?:a|b)+\\.[^a-z]?x{2,}$',
      '^[Qq][1-4]$|^x$',
      '\\w+/[-.\\w]+(?:\\+\\w+)?',
    ]) {
      assert.match(stringMatching(pattern), new RegExp(pattern, 'u'));
    }
    assert.throws(() => stringMatching('^(?=a)a$'), /cannot read/);
  });
});
