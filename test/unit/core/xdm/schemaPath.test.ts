import * as assert from 'node:assert/strict';
import { parseSchemaPath, schemaPath, type SchemaIdentity } from '../../../../src/core/xdm/schemaPath';

suite('The path of a JSON Schema', () => {
  const riders: SchemaIdentity = { container: 'tenant', kind: 'schemas', id: '_acme.schemas.1f', isOfLines: false };

  test('names the resource, and neither a connection nor a sandbox', () => {
    assert.equal(schemaPath(riders), '/tenant/schemas/_acme.schemas.1f.json');
  });

  test('is another one for the projection of JSON Lines', () => {
    assert.equal(schemaPath({ ...riders, isOfLines: true }), '/lines/tenant/schemas/_acme.schemas.1f.json');
  });

  for (const id of ['_xdm.context.profile', 'https://ns.adobe.com/acme/schemas/1f', 'a%2Fb', 'x.json', 'ü "quoted"']) {
    for (const isOfLines of [false, true]) {
      test(`leads back to the resource “${id}”${isOfLines ? ' of lines' : ''}`, () => {
        const identity: SchemaIdentity = { container: 'global', kind: 'classes', id, isOfLines };
        assert.deepEqual(parseSchemaPath(schemaPath(identity)), identity);
      });
    }
  }

  for (const [name, path] of [
    ['nothing', ''],
    ['the root', '/'],
    ['another container', '/prod/schemas/x.json'],
    ['a kind that the container does not have', '/global/unions/x.json'],
    ['no id', '/tenant/schemas/.json'],
    ['another ending', '/tenant/schemas/x'],
    ['more segments', '/tenant/schemas/x/y.json'],
    ['lines of lines', '/lines/lines/tenant/schemas/x.json'],
    ['a name of JavaScript', '/__proto__/constructor/x.json'],
    ['a needless encoding', '/tenant/%73chemas/x.json'],
  ] as const) {
    test(`is none with ${name}`, () => {
      assert.equal(parseSchemaPath(path), undefined);
    });
  }
});
