import assert from 'node:assert/strict';
import { AepError, isAbort } from '../../../src/core/errors';
import { type LocalAdobe, type RecordedRequest } from '../../emulator/localAdobe';
import { settled, until } from '../../support/fakeClock';
import { type End, type Proved } from './cell';
import { type Circumstance } from './circumstance';
import { assertNoSecret } from './noSecret';
import { type Operation } from './operations';
import { Scene, type Stored } from './scene';

/** Of pauses and time limits together, by the machine's clock. */
const longestWaitMs = 65_000;

/**
 * Does the operation while something is wrong, and once more when nothing is.
 * @throws when something is lost, goes where it should not, holds a secret, or does not work afterwards
 */
export async function runCell(adobe: LocalAdobe, operation: Operation, circumstance: Circumstance): Promise<Proved> {
  const scene = await Scene.open(adobe, operation.input);
  try {
    circumstance.first?.(scene);
    await operation.before?.(scene);
    circumstance.begin?.(scene, operation);
    const proved = await provoke(scene, operation, circumstance);
    await recover(scene, operation, circumstance, proved.end);
    return proved;
  } finally {
    scene.dispose();
  }
}

async function provoke(
  scene: Scene,
  operation: Operation,
  { meanwhile, changesConnections }: Circumstance,
): Promise<Proved> {
  const { adobe, clock } = scene;
  const [sentBefore, startMs, before] = [adobe.requests.length, clock.nowMs(), scene.stored];
  const abort = new AbortController();
  let [asideFrom, asideTo] = [0, 0];
  const letGo = meanwhile && scene.hold(operation.service);
  const ended = endOf(scene, operation.run(scene, abort.signal));
  if (letGo) {
    await until(() => scene.unanswered.length > 0, 'a request');
    const heldAt = adobe.requests.length;
    await meanwhile(scene, abort);
    // Events reach the other windows before the answer does.
    await settled();
    [asideFrom, asideTo] = [heldAt, adobe.requests.length];
    letGo();
  }
  const end = await scene.pass(ended);
  const waitedMs = clock.nowMs() - startMs;
  assert.ok(waitedMs <= longestWaitMs, `it took ${waitedMs} ms by the clock`);
  // What goes on behind a call that has ended would show itself now.
  await until(() => !scene.window.tokens.state(scene.id).minting, 'the end of the mint');
  await clock.advance(2_000);
  await settled();
  const requests = adobe.requests.filter((_, at) => at >= sentBefore && !(at >= asideFrom && at < asideTo));
  if (!changesConnections) assert.equal(scene.stored.connections, before.connections, 'the connections are kept');
  assertTokenKept(scene, before, requests);
  assertSentRightly(scene, requests);
  return { end, requests: requests.length };
}

async function recover(scene: Scene, operation: Operation, { mend, next }: Circumstance, end: End): Promise<void> {
  scene.mendAdobe();
  await mend?.(scene);
  // A failed renewal is not tried again for a minute while the old token still works.
  await scene.clock.advance(61_000);
  if (next === undefined) await operation.again?.(scene, end);
  const sentBefore = scene.adobe.requests.length;
  const how = await scene.pass(endOf(scene, operation.run(scene)));
  const works = next === undefined && (how === 'ok' || how === 'known');
  const isRefused = next !== undefined && (how === next || scene.adobe.requests.length === sentBefore);
  assert.ok(works || isRefused, `the next call: ${how}`);
  const { logger, shadow, cache } = scene;
  const files = [...cache.texts.values()].join('\n');
  assertNoSecret({ log: logger.text, globalState: shadow.text, files }, scene.secrets);
}

async function endOf(scene: Scene, work: ReturnType<Operation['run']>): Promise<End> {
  try {
    return await work;
  } catch (error) {
    if (isAbort(error)) return 'cancelled';
    if (!(error instanceof AepError)) throw error;
    assertNoSecret({ error }, scene.secrets);
    return error.code;
  }
}

/**
 * A token that still works is never lost: it is there, or a younger one, or Adobe refused or revoked it. None outlives its
 * connection.
 */
function assertTokenKept(scene: Scene, before: Stored, requests: readonly RecordedRequest[]): void {
  const { token, connections } = scene.stored;
  const { value, createdAtMs = 0 } = before.token ?? {};
  if (before.connections?.includes(scene.id) === true && connections?.includes(scene.id) === false) {
    assert.equal(token, undefined, 'the token outlives its connection');
    return;
  }
  if (value === undefined) return;
  const isKept = token?.value !== undefined && (token.createdAtMs ?? 0) >= createdAtMs;
  const isRefused = requests.some(
    ({ status, headers }) => status === 401 && headers.authorization === `Bearer ${value}`,
  );
  const isRevoked = requests.some(({ status, path }) => status === 200 && path === '/ims/invalidate_token/v2');
  assert.ok(isKept || isRefused || isRevoked, 'a token that still works is lost');
}

/** Secrets go to IMS and tokens in a header, neither ever in an address; and nothing follows a redirect. */
function assertSentRightly(scene: Scene, requests: readonly RecordedRequest[]): void {
  for (const { service, path, query, body, headers } of requests) {
    assertNoSecret({ address: `${path}?${query.toString()}` }, scene.secrets);
    if (service === 'platform') assertNoSecret({ body, headers: { ...headers, authorization: '' } }, scene.secrets);
    assert.notEqual(path, '/redirected');
  }
}
