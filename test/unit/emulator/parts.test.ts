import assert from 'node:assert/strict';
import { toRegistryForm } from '../../emulator/data/xdmNames';
import { parseMultipart } from '../../emulator/http/form';
import { withoutTexts } from '../../emulator/registry/resolve';
import { altIdOf } from '../../emulator/registry/resource';

suite('local Adobe: multipart forms', () => {
  const type = 'multipart/form-data; boundary="a b"';
  const part = (name: string, value: string): string =>
    `--a b\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  test('keeps values as they are, line breaks too', () => {
    const fields = parseMultipart(
      type,
      `preamble\r\n${part('one', '1\r\n\r\n--2')}${part('two', '')}--a b--\r\nepilogue`,
    );
    assert.deepEqual(
      [...(fields ?? [])],
      [
        ['one', '1\r\n\r\n--2'],
        ['two', ''],
      ],
    );
  });

  test('refuses what has no end, no boundary or no name', () => {
    assert.equal(parseMultipart(type, part('one', '1')), undefined);
    assert.equal(parseMultipart('multipart/form-data', `${part('one', '1')}--a b--`), undefined);
    assert.equal(parseMultipart(type, '--a b\r\nContent-Type: text/plain\r\n\r\nx\r\n--a b--'), undefined);
  });
});

suite('local Adobe: names in the registry', () => {
  test('derives the alternate id', () => {
    assert.equal(altIdOf('https://ns.adobe.com/xdm/context/profile'), '_xdm.context.profile');
    assert.equal(altIdOf('http://schema.org/GeoShape'), '_schema_org.GeoShape');
  });

  test('tells a field called title from a title', () => {
    const document = { title: 'A', properties: { title: { title: 'B', type: 'string' } } };
    assert.deepEqual(withoutTexts(document, ['title']), { properties: { title: { type: 'string' } } });
  });

  test('turns a file of the open-source XDM into what the registry serves', () => {
    const file = {
      'meta:license': ['…'],
      properties: {
        'xdm:name': { type: 'string', enum: ['xdm:kept'] },
        '@id': { type: 'integer' },
        'dc:title': { type: 'string' },
        'dc:date': { type: 'string', format: 'date-time' },
        'xdm:place': { $ref: 'https://ns.adobe.com/xdm/common/place' },
      },
      required: ['xdm:name', '@id', 'dc:title', 'dc:date'],
      allOf: [
        { $ref: 'https://ns.adobe.com/xdm/common/extensible#/definitions/@context' },
        { $ref: '#/definitions/a' },
      ],
    };
    const string = { type: 'string', 'meta:xdmType': 'string' };
    assert.deepEqual(toRegistryForm(file), {
      properties: {
        name: { ...string, enum: ['xdm:kept'] },
        _id: { type: 'integer', 'meta:xdmType': 'int' },
        _dc: {
          type: 'object',
          'meta:xdmType': 'object',
          properties: { title: string, date: { type: 'string', format: 'date-time', 'meta:xdmType': 'date-time' } },
        },
        place: { $ref: 'https://ns.adobe.com/xdm/common/place', type: 'object', 'meta:xdmType': 'object' },
      },
      required: ['name', '_id', '_dc'],
      allOf: [{ $ref: '#/definitions/a', type: 'object', 'meta:xdmType': 'object' }],
    });
  });
});
