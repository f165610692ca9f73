import * as assert from 'node:assert/strict';
import { ownSchemaOf } from '../../../../src/core/xdm/ownSchema';

suite('The schema that a file names itself', () => {
  const named: readonly (readonly [string, string])[] = [
    ['first', '{ "$schema": "a", "b": 1 }'],
    ['behind other members', '{ "b": { "c": [1, {}] }, "d": [], "$schema": "a" }'],
    ['behind comments', '// "$schema": "no" {\n{ /* " { */ "$schema": "a" }'],
    ['with escapes', String.raw`{ "\u0024schema": "\u0061" }`],
    ['in a text that is cut', '{ "$schema": "a", "b": { "c": "d'],
    ['in the first record', '{"$schema":"a"}\n{"$schema":"b"}'],
  ];
  for (const [where, text] of named) {
    test(`is its $schema, ${where}`, () => {
      assert.equal(ownSchemaOf(text), 'a');
    });
  }

  const nameless: readonly (readonly [string, string])[] = [
    ['an object in it', '{ "b": { "$schema": "a" }, "c": [{ "$schema": "a" }] }'],
    ['an object in an array', '[{ "$schema": "a" }]'],
    ['the second record', '{"b":1}\n{"$schema":"a"}'],
    ['a value', '{ "b": "$schema", "c": "a" }'],
    ['a text in a string', String.raw`{ "b": "\"$schema\": \"a\"" }`],
    ['what is no text', '{ "$schema": 1, "b": "a" }'],
    ['what is cut', '{ "$schema": "a'],
    ['no JSON', '"$schema": "a"'],
  ];
  for (const [what, text] of nameless) {
    test(`is not that of ${what}`, () => {
      assert.equal(ownSchemaOf(text), undefined);
    });
  }
});
