import assert from 'node:assert/strict';
import { type Connection } from '../../../src/core/credentials/connection';
import { summaryOf } from '../../../src/core/credentials/connectionRecord';
import { comparableText } from '../../../src/core/xdm/comparable';
import { XdmLibrary } from '../../../src/core/xdm/xdmLibrary';
import { refOf, type XdmResource } from '../../../src/core/xdm/xdmResource';
import { comparedText } from '../../../src/vscode/documents/comparedText';
import { oauthConnection } from '../../support/connections';
import { ref, xdmResource } from '../../support/xdmDocuments';

const given = oauthConnection();
const inSandbox = (sandbox: string): Connection => ({
  ...given,
  id: 'id',
  credential: summaryOf(given.credential),
  sandbox,
});
const [dev, prod] = [inSandbox('dev'), inSandbox('prod')];

/** What was made by hand in both sandboxes has an id of its own in each. */
const made = (version: number): readonly [group: XdmResource, schema: XdmResource] => [
  xdmResource(`group${version}`, { title: 'Loyalty' }, 'fieldgroups'),
  xdmResource(`schema${version}`, { title: 'Members', allOf: [ref(`group${version}`)] }, 'schemas'),
];

suite('comparedText', () => {
  const [left, right] = [made(1), made(2)];
  const textOf = (libraries: ReadonlyMap<Connection, XdmLibrary>, elsewhere = true): Promise<string> => {
    const state = { status: 'idle', failure: undefined, fetchedAtMs: undefined, isRemembered: false } as const;
    const catalog = {
      index: (connection: Connection) => {
        return { ...state, library: libraries.get(connection), isPartial: false, omitted: [] };
      },
      getDocument: () => Promise.resolve({ content: left[1].document, fetchedAtMs: 0, isRemembered: false }),
    };
    const there = elsewhere ? { connection: dev, ref: refOf(left[1]) } : undefined;
    return comparedText(catalog, right[1].document, { connection: prod, ref: refOf(right[1]) }, there, undefined);
  };
  const both = new Map([
    [dev, new XdmLibrary(left)],
    [prod, new XdmLibrary(right)],
  ]);

  test('calls what is the same in both sandboxes the same, also what it refers to: nothing is left that differs', async () => {
    assert.equal(await textOf(both), comparableText(left[1].document));
  });

  test('knows the two that are compared where nothing else is known', async () => {
    const text = await textOf(new Map());
    assert.ok(text.includes(left[1].$id) && !text.includes(right[1].$id), text);
    assert.ok(text.includes(right[0].$id));
  });

  test('leaves ids as they are in a comparison within one sandbox', async () => {
    assert.equal(await textOf(both, false), comparableText(right[1].document));
  });
});
