import assert from 'node:assert/strict';
import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe, type Fault } from '../../emulator/localAdobe';
import { until } from '../../support/fakeClock';

suite('local Adobe: faults and control', () => {
  let adobe: LocalAdobe;

  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe);
  });
  teardown(() => adobe.stop());

  const mint = (): Promise<Response> =>
    fetch(`${adobe.imsOrigin}/ims/token/v3`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: demo.oauth.clientId,
        client_secret: demo.oauth.clientSecret,
        scope: 'openid',
      }),
    });
  const mintUnder = async (fault: Fault): Promise<Response> => {
    adobe.fail({ service: 'ims', times: 1, fault });
    return mint();
  };

  test('answers a status, headers and a body of the test', async () => {
    const answer = await mintUnder({ status: 429, headers: { 'Retry-After': '7' }, body: { error_code: '429050' } });
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '7']);
    assert.match(answer.headers.get('x-debug-id') ?? '', /-/);
    assert.deepEqual(await answer.json(), { error_code: '429050' });
    assert.equal(adobe.mints, 0);
    assert.equal(adobe.requests[0]?.status, 429);
  });

  test('drops the connection before and amid the answer', async () => {
    await assert.rejects(mintUnder('drop'), TypeError);
    assert.equal(adobe.mints, 0);
    const answer = await mintUnder('drop-mid-body');
    assert.equal(answer.status, 200);
    await assert.rejects(answer.text(), TypeError);
    assert.equal(adobe.mints, 1);
  });

  test('spoils the answer', async () => {
    assert.match(await (await mintUnder('html')).text(), /^<!DOCTYPE html>/);
    assert.equal(await (await mintUnder('empty')).text(), '');
    const truncated = await (await mintUnder('truncated-json')).text();
    assert.throws(() => JSON.parse(truncated) as unknown, SyntaxError);
    const bytes = await (await mintUnder('not-utf8')).arrayBuffer();
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), TypeError);
    assert.match((JSON.parse(new TextDecoder().decode(bytes)) as { access_token: string }).access_token, /^\uFFFD/);
  });

  test('redirects to its other origin, where following is seen', async () => {
    const answer = await mintUnder('redirect');
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, `${adobe.platformOrigin}/redirected`]);
    assert.equal(adobe.requests.length, 1);
  });

  test('hangs until the client gives up, or until it stops', async () => {
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const query = (parameters: URLSearchParams): boolean => {
      if (parameters.has('last')) arrived();
      return true;
    };
    adobe.fail({ service: 'ims', query, fault: 'hang' });
    const client = new AbortController();
    const given = fetch(`${adobe.imsOrigin}/ims/token/v3`, { signal: client.signal });
    const stopped = fetch(`${adobe.imsOrigin}/ims/token/v3?last`);
    const failed = assert.rejects(stopped, TypeError);
    client.abort();
    await assert.rejects(given, { name: 'AbortError' });
    await arrival;
    await adobe.stop();
    await failed;
    adobe = await LocalAdobe.start();
  });

  test('holds an answer until it is let go, and gives it then', async () => {
    let letGo = (): void => undefined;
    adobe.fail({ service: 'ims', fault: { heldUntil: new Promise<void>((resolve) => (letGo = resolve)) } });
    let isAnswered = false;
    const held = mint().finally(() => (isAnswered = true));
    await until(() => adobe.requests.length === 1);
    assert.deepEqual([isAnswered, adobe.mints], [false, 0]);
    letGo();
    assert.equal((await held).status, 200);
    assert.equal(adobe.mints, 1);
  });

  test('counts skips and times, and keeps to service, path and query', async () => {
    adobe.fail({ service: 'platform', fault: { status: 500 } });
    adobe.fail({ service: 'ims', path: /validate/, fault: { status: 500 } });
    adobe.fail({ service: 'ims', query: (query) => query.get('page') === '2', fault: { status: 418 } });
    adobe.fail({ service: 'ims', path: /token\/v3$/, skip: 1, times: 2, fault: { status: 503 } });
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) statuses.push((await mint()).status);
    assert.deepEqual(statuses, [200, 503, 503, 200]);
    assert.equal((await fetch(`${adobe.imsOrigin}/any?page=2`)).status, 418);
    assert.equal((await fetch(`${adobe.imsOrigin}/any?page=1`)).status, 404);
  });

  test('lets rules follow one another and be removed', async () => {
    adobe.fail({ service: 'ims', times: 1, fault: { status: 500 } });
    const second = adobe.fail({ service: 'ims', fault: { status: 503 } });
    assert.deepEqual([(await mint()).status, (await mint()).status], [500, 503]);
    second.remove();
    assert.equal((await mint()).status, 200);
  });

  test('waits as long as it was told', async () => {
    adobe.latencyMs = 40;
    const startMs = performance.now();
    await mint();
    assert.ok(performance.now() - startMs >= 39);
  });

  test('records what came in', async () => {
    await fetch(`${adobe.platformOrigin}/a%2Fb?x=1&y=2`, {
      method: 'PUT',
      body: 'hello',
      headers: { 'X-Any': 'thing' },
    });
    const [request] = adobe.requests;
    assert.equal(request?.service, 'platform');
    assert.deepEqual([request.method, request.path, request.body], ['PUT', '/a%2Fb', 'hello']);
    assert.deepEqual([request.query.get('y'), request.headers['x-any'], request.status], ['2', 'thing', 403]);
  });

  test('resets everything but the credentials and their tokens', async () => {
    const startedMs = Date.now();
    const token = adobe.issueToken(demo.oauth.clientId);
    await mint();
    adobe.fail({ service: 'ims', fault: 'drop' });
    adobe.nowMs = () => 0;
    adobe.tokenLifetimeMs = 1;
    adobe.latencyMs = 60_000;
    adobe.gatewayErrorStyle = 'new';
    adobe.reset();
    assert.deepEqual([adobe.mints, adobe.requests.length], [0, 0]);
    assert.ok(adobe.nowMs() >= startedMs);
    assert.equal(((await (await mint()).json()) as { expires_in: number }).expires_in, 86_399);
    const headers = { authorization: `Bearer ${token}` };
    const missingKey = await fetch(adobe.platformOrigin, { headers });
    assert.deepEqual(await missingKey.json(), { error_code: '403000', message: 'Api Key is required' });
  });

  test('starts on the ports that it is given, and says when one is taken', async () => {
    const imsPort = Number(new URL(adobe.imsOrigin).port);
    await assert.rejects(LocalAdobe.start({ imsPort }), { code: 'EADDRINUSE' });
    const platformPort = Number(new URL(adobe.platformOrigin).port);
    const free = await LocalAdobe.start();
    const freePort = Number(new URL(free.imsOrigin).port);
    await free.stop();
    await assert.rejects(LocalAdobe.start({ imsPort: freePort, platformPort }), { code: 'EADDRINUSE' });
    await (await LocalAdobe.start({ imsPort: freePort })).stop();
    await adobe.stop();
    adobe = await LocalAdobe.start({ imsPort });
    assert.equal(adobe.imsOrigin, `http://127.0.0.1:${imsPort}`);
  });
});
