import assert from 'node:assert/strict';
import { abortError } from '../../../src/core/errors';
import { firstFailure } from '../../../src/core/diagnosis/steps';
import { type NewConnection } from '../../../src/core/credentials/connectionInput';
import { ResourceSearch } from '../../../src/core/xdm/resourceSearch';
import { demo } from '../../emulator/demo';
import { type LocalAdobe } from '../../emulator/localAdobe';
import { jwtConnection, oauthConnection, pastedConnection } from '../../support/connections';
import { type End } from './cell';
import { type Scene } from './scene';

/** Something that the extension does with Adobe for a person: a row of the matrix. */
export interface Operation {
  readonly name: string;
  /** Whose faults it meets. */
  readonly service: 'ims' | 'platform';
  readonly input: (adobe: LocalAdobe) => NewConnection;
  /** What went well before. */
  readonly before?: (scene: Scene) => Promise<unknown>;
  /** @returns `known`: from before; `without`: all but what was refused. Throws what it fails with */
  readonly run: (scene: Scene, signal?: AbortSignal) => Promise<'ok' | 'known' | 'without'>;
  /** What a person does between a failure and the next try, once nothing is wrong any more. */
  readonly again?: (scene: Scene, end: End) => Promise<unknown>;
}

const hourMs = 3_600_000;
const classes = { container: 'global', kind: 'classes' } as const;
const profileId = 'https://ns.adobe.com/xdm/context/profile';
const profile = { ...classes, id: '_xdm.context.profile' } as const;

const pasted = (adobe: LocalAdobe): NewConnection => pastedConnection(adobe.issueToken(demo.oauth.clientId), adobe);

const withToken = async ({ window, id }: Scene): Promise<void> => {
  await window.tokens.get(id, { explicit: true });
};

/** A token of a day, of which this much is left. */
const withTokenFor =
  (leftMs: number) =>
  async (scene: Scene): Promise<void> => {
    await withToken(scene);
    scene.clock.sleep(24 * hourMs - leftMs);
  };

/** One that was not refused and has not expired is good for the next call. */
const pasteAnother = async ({ window, id, adobe }: Scene, end: End): Promise<void> => {
  if (end === 'TOKEN_REJECTED' || end === 'TOKEN_EXPIRED') {
    await window.store.update(id, { credential: pasted(adobe).credential });
  }
};

type Run = Operation['run'];

const mint: Run = async ({ window, id }, signal) => {
  await window.tokens.mint(id, signal);
  return 'ok';
};

const get: Run = async ({ window, id, stored }, signal) => {
  const { value } = await window.tokens.get(id, { signal });
  return value === stored.token?.value ? 'known' : 'ok';
};

const revoke: Run = async ({ window, id }, signal) => {
  await window.revoker.revoke(id, signal);
  return 'ok';
};

const inspect: Run = async ({ window, id }, signal) => {
  const { token } = await window.inspector.inspect(id, signal);
  if (!token) return 'without';
  assert.ok(token.content, 'what the token says of itself is told whatever happens');
  if (token.verdict instanceof Error) throw token.verdict;
  return 'ok';
};

const lookUp: Run = async ({ window, connection }, signal) => {
  await window.registry.lookup(connection, { ...profile, form: 'xed-full' }, signal);
  return 'ok';
};

const listSandboxes: Run = async ({ window, connection }, signal) => {
  assert.equal((await window.sandboxes.list(connection, signal)).length, demo.sandboxes.length);
  return 'ok';
};

const sample: Run = async ({ window, connection, adobe }, signal) => {
  const schemaId = adobe.resourceIdOf(demo.imsOrg, 'prod', 'Workshop Accounts');
  await window.registry.sampleData(connection, schemaId, signal);
  return 'ok';
};

const listClasses: Operation['run'] = async ({ window, connection }, signal) => {
  let count = 0;
  for await (const page of window.registry.list(connection, classes, signal)) count += page.length;
  assert.ok(count > 10);
  return 'ok';
};

const check: Operation['run'] = async ({ window, id }, signal) => {
  signal?.addEventListener('abort', () => {
    window.check.stop();
  });
  const state = await window.check.run(id);
  if (state.status === 'stopped') throw abortError();
  const failure = firstFailure(state);
  if (failure) throw failure.error;
  assert.ok(state.steps.every((step) => step.state === 'passed' || step.state === 'skipped'));
  return 'ok';
};

/** A part of the catalog: what was there stays whatever happens. */
interface Part {
  readonly load: (scene: Scene) => Promise<void>;
  readonly state: (scene: Scene) => { readonly status: string; readonly failure: Error | undefined };
  readonly size: (scene: Scene) => number;
}

const explorer = ({ load, state, size }: Part): Pick<Operation, 'before' | 'run'> => ({
  before: load,
  run: async (scene, signal) => {
    signal?.addEventListener('abort', () => {
      scene.window.catalog.stop(scene.connection);
    });
    const before = size(scene);
    await load(scene);
    const { status, failure } = state(scene);
    assert.ok(size(scene) >= before, 'what was there is gone');
    if (failure) throw failure;
    // Stopped, or still loading for ever since the window is closed.
    if (status !== 'complete') throw abortError();
    assert.ok(size(scene) > 0);
    return 'ok';
  },
});

const list: Part = {
  load: ({ window, connection }) => window.catalog.loadList(connection, 'global', 'classes', { again: true }),
  state: ({ window, connection }) => window.catalog.list(connection, 'global', 'classes'),
  size: ({ window, connection }) => window.catalog.list(connection, 'global', 'classes').rows.length,
};

const tenant: Part = {
  load: ({ window, connection }) => window.catalog.loadTenant(connection, { again: true }),
  state: ({ window, connection }) => window.catalog.tenant(connection),
  size: ({ window, connection }) => window.catalog.tenant(connection).tenantId?.length ?? 0,
};

/** The index that the search asks, and what it finds. */
const index: Part = {
  load: ({ window, connection }) => window.catalog.loadIndex(connection, { again: true }),
  state: ({ window, connection }) => window.catalog.index(connection),
  size: ({ window, connection }) =>
    new ResourceSearch(window.catalog.index(connection).library?.resources ?? []).search('profile').length,
};

const openDocument = async ({ window, connection }: Scene, signal?: AbortSignal): Promise<'ok' | 'known'> => {
  const options = { signal, remembered: 'fallback' } as const;
  const { isRemembered } = await window.catalog.getDocument(connection, profile, 'xed', options);
  return isRemembered ? 'known' : 'ok';
};

/** A type that another resource refers to. What the registry refuses stays unknown, and the rest is shown without it. */
const follow: Run = async ({ window, connection }, signal) => {
  await window.catalog.getResources(connection, [profileId], signal);
  return window.catalog.lookup(connection)(profileId) ? 'ok' : 'without';
};

/** What was refused is not asked for again until a person refreshes the view. */
const refresh = async ({ window, connection }: Scene, end: End): Promise<void> => {
  if (end === 'without') await window.catalog.loadIndex(connection, { again: true });
};

/** Each row with the service whose faults it meets. */
export const operations = [
  { name: 'mint, OAuth', service: 'ims', input: oauthConnection, before: withToken, run: mint },
  { name: 'mint, JWT', service: 'ims', input: jwtConnection, run: mint },
  {
    name: 'renew ahead of time',
    service: 'ims',
    input: oauthConnection,
    before: withTokenFor(hourMs / 4),
    run: async ({ window, id }) => {
      await window.tokens.renew(id);
      return 'ok';
    },
  },
  {
    name: 'get a token, expired before',
    service: 'ims',
    input: oauthConnection,
    before: withTokenFor(-hourMs),
    run: get,
  },
  {
    name: 'get a token, three minutes left',
    service: 'ims',
    input: oauthConnection,
    before: withTokenFor(hourMs / 20),
    run: get,
  },
  { name: 'revoke', service: 'ims', input: oauthConnection, before: withToken, run: revoke, again: withToken },
  { name: 'token details', service: 'ims', input: oauthConnection, before: withToken, run: inspect, again: withToken },
  {
    name: 'list, with an expired token',
    service: 'ims',
    input: oauthConnection,
    before: withTokenFor(-hourMs),
    run: listClasses,
  },
  { name: 'access check, IMS at fault', service: 'ims', input: oauthConnection, run: check },
  { name: 'access check', service: 'platform', input: oauthConnection, before: withToken, run: check },
  { name: 'list classes', service: 'platform', input: oauthConnection, before: withToken, run: listClasses },
  {
    name: 'list classes, pasted token',
    service: 'platform',
    input: pasted,
    before: withToken,
    run: listClasses,
    again: pasteAnother,
  },
  { name: 'open a class', service: 'platform', input: oauthConnection, before: withToken, run: lookUp },
  { name: 'list sandboxes', service: 'platform', input: oauthConnection, before: withToken, run: listSandboxes },
  { name: 'make a sample record', service: 'platform', input: oauthConnection, before: withToken, run: sample },
  { name: 'explorer: list', service: 'platform', input: oauthConnection, ...explorer(list) },
  { name: 'explorer: organisation', service: 'platform', input: oauthConnection, ...explorer(tenant) },
  { name: 'explorer: document', service: 'platform', input: oauthConnection, before: openDocument, run: openDocument },
  {
    name: 'explorer: referenced types',
    service: 'platform',
    input: oauthConnection,
    before: list.load,
    run: follow,
    again: refresh,
  },
  { name: 'explorer and search: index', service: 'platform', input: oauthConnection, ...explorer(index) },
] as const satisfies readonly Operation[];

export type OperationName = (typeof operations)[number]['name'];
