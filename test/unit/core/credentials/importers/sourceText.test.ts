import * as assert from 'node:assert/strict';
import { importFrom } from '../../../../../src/core/credentials/importers/recognise';
import { maxImportBytes } from '../../../../../src/core/credentials/importers/sourceText';
import type { ImportFormat } from '../../../../../src/core/credentials/importers/importTypes';
import { tokenOf } from '../../../../support/connections';

const nowMs = 1_700_000_000_000;
const formatOf = async (source: string | Uint8Array): Promise<ImportFormat | undefined> =>
  (await importFrom(source, { nowMs, fallbackName: 'x' })).candidates[0]?.format;
const config = '{"client_id":"a","secret":"s"}';
const unreadable = { code: 'IMPORT_UNREADABLE', message: /damaged, or is none/ };
const unrecognised = (message: RegExp): object => ({ code: 'IMPORT_UNRECOGNISED', message });

suite('The text of a source', () => {
  test('may be in UTF-16 of either order with its mark, and in UTF-8 with its or without', async () => {
    const little = Buffer.from(`\ufeff${config}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big, Buffer.from(config), Buffer.from(`\ufeff${config}`)]) {
      assert.equal(await formatOf(bytes), 'aepp');
    }
    for (const bytes of [[0xff], [0xff, 0x7b], [0xfe], [0xfe, 0x7b], [0x7b, 0xfe], [0x7b, 0xff]]) {
      await assert.rejects(formatOf(Buffer.from(bytes)), unreadable);
    }
    assert.equal(await formatOf(`\ufeff${config}`), 'aepp');
  });

  test('has a mark at its beginning alone: elsewhere it is a part of a value', async () => {
    const { candidates, ignored } = await importFrom(`{"client_id":"a\ufeffb","secret":"s"}`, {
      nowMs,
      fallbackName: 'x',
    });
    assert.equal(candidates[0]?.draft.clientId, undefined);
    assert.deepEqual(ignored, [{ field: 'client_id', reason: 'bad-characters' }]);
  });

  test('has up to 256 kB, as bytes and as pasted', async () => {
    const padded = (length: number): string => config.padEnd(length);
    const tooLarge = { code: 'IMPORT_TOO_LARGE', message: /Larger/ };
    assert.equal(await formatOf(padded(maxImportBytes)), 'aepp');
    assert.equal(await formatOf(Buffer.from(padded(maxImportBytes))), 'aepp');
    await assert.rejects(formatOf(padded(maxImportBytes + 1)), tooLarge);
    await assert.rejects(formatOf(Buffer.from(padded(maxImportBytes + 1))), tooLarge);
  });

  test('has no control characters but those of texts', async () => {
    assert.equal(await formatOf(`\t\n\v\f\r${config}\u001b`.replace('\u001b', '')), 'aepp');
    assert.equal(await formatOf('# \u001b\nAEP_CLIENT_ID=a'), 'dotenv');
    for (const character of ['\0', '\b', '\u000e', '\u001a', '\u001c', '\u001f', '\ufffd']) {
      await assert.rejects(formatOf(config.replace('{', `{${character}`)), unreadable);
    }
  });

  test('is nothing where there is nothing in it', async () => {
    await assert.rejects(formatOf(' '), { code: 'IMPORT_EMPTY', message: /nothing in it/ });
  });
});

suite('The syntax of a source', () => {
  test('is that of variables whatever comments and empty lines come before, and however they are indented', async () => {
    for (const text of [
      '# app\n \t\n  # more\n\n  AEP_CLIENT_ID=a',
      'export AEP_CLIENT_ID=a',
      'export  AEP_CLIENT_ID =a',
      `AEP_CLIENT_ID=${'a'.repeat(250)}`,
      `_${'x'.repeat(200)}=1\nAEP_CLIENT_ID=a`,
      'a.b-c=1\nAEP_CLIENT_ID=a',
    ]) {
      assert.equal(await formatOf(text), 'dotenv', text);
    }
  });

  test('is not that of variables where an equals sign stands elsewhere', async () => {
    for (const first of ['secret: ab=', '"x=y": 1', "'x=y': 1", '1x: a=b', 'a b: c=d', '- a=b: c']) {
      const text = `${first}\nclient_id: a\nsecret: s`;
      if (first.startsWith('-')) await assert.rejects(formatOf(text), { code: 'IMPORT_UNRECOGNISED' });
      else assert.equal(await formatOf(text), 'aepp', text);
    }
  });

  test('may be YAML, in which digits stay the text that they are', async () => {
    const { candidates } = await importFrom('client_id: 0012\nsecret: "1"', { nowMs, fallbackName: 'x' });
    assert.equal(candidates[0]?.draft.clientId, '0012');
  });

  test('may be JSON with comments, and HJSON', async () => {
    assert.equal(await formatOf('{ // mine\n "client_id": "a", /* and */ "secret": "s" }'), 'aepp');
    assert.equal(await formatOf('{\n client_id: a\n secret: s\n}'), 'aepp');
    assert.equal(await formatOf('client_id:a\nsecret:s'), 'aepp');
    for (const first of ['// mine', '# mine', '/* mine\n too */', '/**/ // a\n\n # b']) {
      assert.equal(await formatOf(`${first}\n{"client_id": "a", "secret": "s"}`), 'aepp', first);
    }
    const { candidates } = await importFrom('client_id: "a" // mine\nsecret: "s"', { nowMs, fallbackName: 'x' });
    assert.equal(candidates[0]?.draft.clientId, 'a', 'what YAML refuses is HJSON');
    assert.equal(await formatOf('# mine\n{client_id: a, secret: s}'), 'aepp', 'what HJSON refuses is YAML');
  });

  test('of YAML may have a slip or two, and a document after the one that counts', async () => {
    const contexts =
      'ims:\n  contexts:\n    one:\n      client_id: a\n      note: a: b\n    two:\n      client_id: b\n';
    const { candidates } = await importFrom(contexts, { nowMs, fallbackName: 'x' });
    assert.deepEqual(
      candidates.map(({ draft }) => draft.clientId),
      ['a', 'b'],
      'not mixed into one level',
    );
    assert.equal(await formatOf('client_id: a\nsecret: s\n---\nother: 1'), 'aepp');
  });

  test('that begins with comments may have white space before, between and behind them, or none', async () => {
    for (const first of ['#a\n#b', '  # a\n\n\t/* b */ /* c */', '/* a */', '//a\n //b\n']) {
      assert.equal(await formatOf(`${first}{"client_id": "a", "secret": "s"}`.replace('#b{', '#b\n{')), 'aepp', first);
    }
    await assert.rejects(formatOf('not a // comment {"client_id": "a", "secret": "s"}'), { name: 'AepError' });
  });

  test('of HJSON without the braces around it may nest by braces, and not by indentation', async () => {
    const nested = 'client_id: "a" // mine\nsecret: s\nmore: {\n  deep: 1 // yes\n}';
    assert.equal(await formatOf(nested), 'aepp');
    const indented = 'client_id: "a" // mine\n  secret: s\n';
    await assert.rejects(formatOf(indented), { name: 'AepError' });
  });

  test('that nobody knows is not recognised, and nor is a list', async () => {
    await assert.rejects(formatOf('# a comment alone'), { code: 'IMPORT_UNRECOGNISED' });
    await assert.rejects(formatOf('a word'), unrecognised(/No known syntax/));
    await assert.rejects(formatOf('[1, 2]'), unrecognised(/No credential file has this shape/));
    await assert.rejects(formatOf('{"a": 1}'), unrecognised(/No known format/));
    await assert.rejects(formatOf('{"a": '), unreadable);
    await assert.rejects(formatOf('{a: 1'), unreadable);
  });

  test('is nested up to 24 levels where the parser could not stand more, and 32 in JSON', async () => {
    const nested = (levels: number, open = '{a:', close = '}'): string =>
      `{client_id: a\n secret: s\n x: ${open.repeat(levels)}1\n${close.repeat(levels)}}`;
    assert.equal(await formatOf(nested(23)), 'aepp');
    await assert.rejects(formatOf(nested(24)), unreadable);
    assert.equal(await formatOf(nested(23, '[', ']')), 'aepp');
    await assert.rejects(formatOf(nested(24, '[', ']')), unreadable);
    const closers = '}'.repeat(30);
    await assert.rejects(
      formatOf(`client_id: a\nsecret: s # ${closers}\nx: ${'['.repeat(25)}1${']'.repeat(25)}`),
      unreadable,
    );
    const besides = `{client_id: a\n secret: s\n x: [${'[{a: 1}]'.repeat(30)}]}`;
    assert.equal(await formatOf(besides), 'aepp', 'brackets beside each other are not nested');
    const json = (levels: number): string =>
      `{"client_id":"a","secret":"s","x":${'['.repeat(levels)}1${']'.repeat(levels)}}`;
    assert.equal(await formatOf(json(31)), 'aepp');
    await assert.rejects(formatOf(json(32)), unreadable);
  });

  test('has up to 20,000 values', async () => {
    const values = (count: number): string => JSON.stringify({ client_id: 'a', secret: 's', x: Array(count).fill(1) });
    assert.equal(await formatOf(values(19_996)), 'aepp');
    await assert.rejects(formatOf(values(19_997)), unreadable);
  });

  test('of YAML has up to 5,000 lines of 10,000 characters, indented by 200', async () => {
    const yaml = (more: string): Promise<unknown> => formatOf(`client_id: a\nsecret: s\n${more}`);
    assert.equal(await yaml('# x\n'.repeat(4_997) + 'y: 1'), 'aepp');
    await assert.rejects(yaml('# x\n'.repeat(4_998) + 'y: 1'), unreadable);
    assert.equal(await yaml(`x: ${'y'.repeat(9_997)}`), 'aepp');
    await assert.rejects(yaml(`x: ${'y'.repeat(9_998)}`), unreadable);
    assert.equal(await yaml(`x:\n${' '.repeat(200)}y: 1`), 'aepp');
    await assert.rejects(yaml(`x:\n${' '.repeat(201)}y: 1`), unreadable);
    assert.equal(await yaml(`x:\n ${'- '.repeat(24)}y`), 'aepp');
    for (const indicator of ['-', '?', ':']) {
      await assert.rejects(yaml(`x:\n ${`${indicator} `.repeat(25)}y`), unreadable, indicator);
    }
    assert.equal(await yaml(`x: ${'-- a- -b '.repeat(30)}`), 'aepp');
  });
});

suite('An access token alone', () => {
  const token = tokenOf({ created_at: nowMs, expires_in: 60_000 });

  test('is known with what is copied along with it', async () => {
    const { ignored } = await importFrom(token, { nowMs, fallbackName: 'x' });
    assert.deepEqual(ignored, []);
    for (const text of [token, `Bearer ${token}`, `"${token}"\n`]) assert.equal(await formatOf(text), 'access-token');
  });

  test('is shorter than 16 kB', async () => {
    assert.equal(await formatOf(token.padEnd(16_383, 'A')), 'access-token');
    await assert.rejects(formatOf(token.padEnd(16_384, 'A')), { name: 'AepError' });
  });
});
