import * as assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/credentials/connection';
import {
  questionKey,
  resolveChoice,
  type ChoiceInput,
  type Choices,
  type ChoosingSettings,
} from '../../../src/vscode/connections/choice';
import { environmentAt, nowhere } from '../../support/connections';

function connection(id: string, sandbox?: string): Connection {
  return {
    id,
    name: id.toUpperCase(),
    imsOrg: 'ABCDEF1234567890ABCDEF12@AdobeOrg',
    clientId: 'c',
    environment: environmentAt(nowhere),
    credential: { kind: 'access-token' },
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}

/** What Adobe said, the empty name being the default sandbox; of every other sandbox nothing is known. */
const types: Readonly<Record<string, string>> = { dev: 'development', prod: 'production' };

interface Given {
  readonly connections?: readonly Connection[];
  readonly choices?: Partial<Choices>;
  readonly settings?: Partial<ChoosingSettings>;
  readonly fallbackId?: string;
  /** What Adobe called the sandbox of calls that name none. */
  readonly defaultType?: string;
}

function resolve({ connections = [connection('a', 'dev'), connection('b')], ...given }: Given): string {
  const input: ChoiceInput = {
    connections: connections.map((one) => ({ connection: one, secret: 'present' })),
    fallbackId: given.fallbackId,
    choices: { connection: undefined, sandboxes: {}, answers: {}, ...given.choices },
    settings: { connection: undefined, sandbox: undefined, ...given.settings },
    typeOf: ({ sandbox }) => (sandbox === undefined ? given.defaultType : types[sandbox]),
  };
  const { active, question, unknownName } = resolveChoice(input);
  return [
    active ? `${active.connection.id}/${active.connection.sandbox ?? '-'} by ${active.sandboxSource}` : 'none',
    ...(question ? [`asks ${question.connection.id}/${question.connection.sandbox ?? '-'}`] : []),
    ...(unknownName === undefined ? [] : [`no ${unknownName}`]),
  ].join(', ');
}

const chose = (id: string, setting?: string): Partial<Choices> => ({
  connection: { value: id, ...(setting === undefined ? {} : { setting }) },
});

suite('Which connection and sandbox a window uses', () => {
  const table: readonly (readonly [title: string, given: Given, result: string])[] = [
    ['none of several that nobody chose', {}, 'none'],
    ['the only one there is', { connections: [connection('a')] }, 'a/- by connection'],
    ['the last choice elsewhere', { fallbackId: 'a' }, 'a/dev by connection'],
    ['the choice here before the one elsewhere', { fallbackId: 'a', choices: chose('b') }, 'b/- by connection'],
    ['the setting where nobody chose, whatever its case', { settings: { connection: ' A ' } }, 'a/dev by connection'],
    [
      'the setting before a choice that did not know it',
      { choices: chose('b'), settings: { connection: 'A' } },
      'a/dev by connection',
    ],
    [
      'a choice that was made against the setting',
      { choices: chose('b', 'A'), settings: { connection: 'A' } },
      'b/- by connection',
    ],
    [
      'the setting again once it is another',
      { choices: chose('b', 'B'), settings: { connection: 'A' } },
      'a/dev by connection',
    ],
    ['the choice when the setting is gone', { choices: chose('b', 'A') }, 'b/- by connection'],
    [
      'no other for a setting that names none',
      { choices: chose('b'), settings: { connection: 'C' } },
      'b/- by connection, no C',
    ],
    [
      'a sandbox that was chosen here',
      { choices: { ...chose('a'), sandboxes: { a: { value: 'prod' } } } },
      'a/prod by person',
    ],
    ['no header, chosen here', { choices: { ...chose('a'), sandboxes: { a: { value: null } } } }, 'a/- by person'],
    ['a development sandbox of the setting', { choices: chose('b'), settings: { sandbox: 'dev' } }, 'b/dev by setting'],
    [
      'the sandbox of the setting for no other connection than the one beside it',
      { choices: chose('b', 'A'), settings: { connection: 'A', sandbox: 'dev' } },
      'b/- by connection',
    ],
    [
      'no sandbox of the setting for a connection that there is not',
      { choices: chose('b'), settings: { connection: 'C', sandbox: 'dev' } },
      'b/- by connection, no C',
    ],
    [
      'its own while production of the setting waits for an answer',
      { choices: chose('a'), settings: { sandbox: 'prod' } },
      'a/dev by connection, asks a/prod',
    ],
    [
      'its own while a sandbox of unknown type waits for an answer',
      { choices: chose('a'), settings: { sandbox: 'new' } },
      'a/dev by connection, asks a/new',
    ],
    [
      'production of the setting after a yes',
      { choices: { ...chose('a'), answers: { 'a prod': true } }, settings: { sandbox: 'prod' } },
      'a/prod by setting',
    ],
    [
      'its own after a no',
      { choices: { ...chose('a'), answers: { 'a prod': false } }, settings: { sandbox: 'prod' } },
      'a/dev by connection',
    ],
    [
      'the connection that it had while the setting’s one would be in production',
      { choices: chose('b'), settings: { connection: 'A', sandbox: 'prod' } },
      'b/- by connection, asks a/prod',
    ],
    [
      'the connection that it had while the setting’s one is in production by itself',
      { connections: [connection('p', 'prod'), connection('b')], choices: chose('b'), settings: { connection: 'P' } },
      'b/- by connection, asks p/prod',
    ],
    [
      'the connection that it had while the default sandbox of the setting’s one is of unknown type',
      { choices: chose('a'), settings: { connection: 'B' } },
      'a/dev by connection, asks b/-',
    ],
    [
      'the connection that it had while the default sandbox of the setting’s one is production',
      { choices: chose('a'), settings: { connection: 'B' }, defaultType: 'production' },
      'a/dev by connection, asks b/-',
    ],
    [
      'the setting’s one where Adobe said that its default sandbox is for development',
      { choices: chose('a'), settings: { connection: 'B' }, defaultType: 'development' },
      'b/- by connection',
    ],
    [
      'the setting’s one in its default sandbox after a yes',
      { choices: { ...chose('a'), answers: { 'b ': true } }, settings: { connection: 'B' } },
      'b/- by connection',
    ],
    [
      'the connection that it had after a no to the default sandbox of the setting’s one',
      { choices: { ...chose('a'), answers: { 'b ': false } }, settings: { connection: 'B' } },
      'a/dev by connection',
    ],
    [
      'what the setting names without a question where it has it anyway: nothing moves',
      { choices: chose('b'), settings: { connection: 'B' } },
      'b/- by connection',
    ],
    [
      'a sandbox that was chosen against the setting, without asking',
      { choices: { ...chose('a'), sandboxes: { a: { value: 'prod', setting: 'dev' } } }, settings: { sandbox: 'dev' } },
      'a/prod by person',
    ],
  ];
  for (const [title, given, result] of table) {
    test(title, () => {
      assert.equal(resolve(given), result);
    });
  }

  test('an answer is about one connection with one sandbox', () => {
    const keys = [connection('a'), connection('a', 'dev'), connection('b', 'dev')].map(questionKey);
    assert.equal(new Set(keys).size, 3);
  });
});
