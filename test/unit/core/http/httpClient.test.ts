import assert from 'node:assert/strict';
import { type AepErrorCode } from '../../../../src/core/errors';
import { HttpClient, jsonOf, type HttpRequest, type HttpResponse } from '../../../../src/core/http/httpClient';
import { LocalAdobe, type Fault } from '../../../emulator/localAdobe';
import { originOf } from '../../../support/connections';
import { FakeClock, until } from '../../../support/fakeClock';
import { RecordingLogger } from '../../../support/recordingLogger';

/** What it makes of each fault of the wire is in test/proofs/faults. */
suite('HttpClient', () => {
  let adobe: LocalAdobe;
  let clock: FakeClock;
  let logger: RecordingLogger;
  let http: HttpClient;

  suiteSetup(async () => {
    adobe = await LocalAdobe.start();
  });
  suiteTeardown(() => adobe.stop());
  setup(() => {
    adobe.reset();
    clock = new FakeClock();
    logger = new RecordingLogger();
    http = new HttpClient({ clock, logger, random: () => 0.5, maxBytes: 10_000 });
  });
  teardown(() => {
    http.dispose();
  });

  const request = (changes: Partial<HttpRequest> = {}): HttpRequest => ({
    origin: originOf(adobe.imsOrigin),
    method: 'GET',
    path: '/any',
    ...changes,
  });
  const send = (changes: Partial<HttpRequest> = {}): Promise<HttpResponse> => http.send(request(changes));
  const answer = (fault: Fault, times?: number): void => {
    adobe.fail({ service: 'ims', fault, ...(times === undefined ? {} : { times }) });
  };

  suite('sends', () => {
    test('method, path, query, headers and a form as they were given, encoded', async () => {
      answer({ status: 200, body: {} });
      await send({
        method: 'POST',
        path: '/a%2Fb',
        query: { 'a b': 'ü&=' },
        headers: { 'x-some': 'thing' },
        form: { secret: 'p8e &=+%', scope: 'a,b' },
      });
      const [sent] = adobe.requests;
      assert.equal(sent?.method, 'POST');
      assert.equal(sent.path, '/a%2Fb');
      assert.deepEqual([...sent.query], [['a b', 'ü&=']]);
      assert.equal(sent.headers['x-some'], 'thing');
      assert.equal(sent.headers['content-type'], 'application/x-www-form-urlencoded');
      assert.deepEqual(
        [...new URLSearchParams(sent.body)],
        [
          ['secret', 'p8e &=+%'],
          ['scope', 'a,b'],
        ],
      );
    });

    for (const path of ['//other.example/x', 'https://other.example/x', '\\\\other.example/x', '/\\other.example/x']) {
      test(`nothing to ${path}, which leaves the origin`, async () => {
        await assert.rejects(send({ path }), { code: 'HOST_NOT_ALLOWED' });
        assert.equal(adobe.requests.length, 0);
      });
    }

    test('nothing when the caller has given up already', async () => {
      await assert.rejects(send({ signal: AbortSignal.abort() }), { name: 'AbortError' });
      assert.equal(adobe.requests.length, 0);
    });
  });

  suite('answers with', () => {
    test('status, text, headers, the date and the pause that was asked for', async () => {
      adobe.nowMs = () => Date.UTC(2026, 0, 1);
      answer({ status: 418, headers: { 'x-debug-id': 'abc', 'retry-after': '7' }, body: 'téa' });
      const response = await send();
      assert.deepEqual([response.status, response.text, response.header('X-Debug-Id')], [418, 'téa', 'abc']);
      assert.equal(response.header('x-none'), null);
      assert.deepEqual([response.dateMs, response.retryAfterMs], [Date.UTC(2026, 0, 1), 7_000]);
      assert.equal(response.host, new URL(adobe.imsOrigin).host);
    });

    test('no date when a cache answered', async () => {
      answer({ status: 200, headers: { age: '40' }, body: {} });
      assert.equal((await send()).dateMs, undefined);
    });

    test('no date when the header is none', async () => {
      answer({ status: 200, headers: { date: 'yesterday' }, body: {} });
      assert.equal((await send()).dateMs, undefined);
    });

    test('an empty body as an empty text', async () => {
      answer('empty');
      assert.equal((await send()).text, '');
    });

    test('the text alone of a body that begins with a byte order mark', async () => {
      answer({ status: 200, body: '\uFEFF{"a":1}' });
      assert.deepEqual(jsonOf(await send()), { a: 1 });
    });
  });

  suite('refuses', () => {
    const refused: Record<string, { fault: Fault; code: AepErrorCode }> = {
      'a redirect to nowhere': { fault: { status: 307 }, code: 'REDIRECTED' },
      'a redirect to something that is no address': {
        fault: { status: 301, headers: { location: 'https://[' } },
        code: 'REDIRECTED',
      },
      'a body over the limit': { fault: { status: 200, body: 'x'.repeat(10_001) }, code: 'RESPONSE_TOO_LARGE' },
    };
    for (const [name, { fault, code }] of Object.entries(refused)) {
      test(`${name}: ${code}, at once and for good`, async () => {
        answer(fault);
        await assert.rejects(send(), { name: 'AepError', code });
        assert.equal(adobe.requests.length, 1, 'no second request, to here or elsewhere');
      });
    }

    test('no body that is just within the limit', async () => {
      answer({ status: 200, body: 'x'.repeat(10_000) });
      assert.equal((await send()).text.length, 10_000);
    });
  });

  suite('tries again', () => {
    for (const status of [200, 400, 401, 403, 404, 408, 501, 505]) {
      test(`not after ${status}`, async () => {
        answer({ status });
        assert.equal((await send()).status, status);
        assert.equal(adobe.requests.length, 1);
      });
    }

    test('when the proxy answers 502 with a page that is not UTF-8', async () => {
      answer({ status: 502, body: Buffer.from([0x6e, 0xe9, 0x65]) }, 1);
      answer({ status: 200, body: 'well' });
      const sent = send();
      await clock.ring(300);
      assert.equal((await sent).text, 'well');
    });

    test('not where Retry-After is longer than a person waits: the answer says how long', async () => {
      answer({ status: 429, headers: { 'retry-after': '11' } });
      assert.equal((await send()).retryAfterMs, 11_000);
      assert.equal(adobe.requests.length, 1);
    });
  });

  suite('gives up', () => {
    test('not before its time', async () => {
      adobe.latencyMs = 20;
      answer({ status: 200, body: 'well' });
      const sent = send();
      await clock.advance(29_999);
      assert.equal((await sent).text, 'well');
      assert.deepEqual(clock.running, [], 'no timer is left behind');
    });

    test('at once when the caller does, while waiting for the answer', async () => {
      answer('hang');
      const caller = new AbortController();
      const failed = assert.rejects(send({ signal: caller.signal }), { name: 'AbortError' });
      await until(() => adobe.requests.length === 1);
      caller.abort();
      await failed;
      assert.deepEqual(clock.running, []);
    });

    test('at once when the caller does, while waiting to try again', async () => {
      answer({ status: 503 });
      const caller = new AbortController();
      const failed = assert.rejects(send({ signal: caller.signal }), { name: 'AbortError' });
      await until(() => clock.running.includes(300));
      caller.abort();
      await failed;
      assert.deepEqual(clock.running, []);
      assert.equal(adobe.requests.length, 1);
    });
  });

  suite('when it is disposed', () => {
    test('ends what is under way, and sends nothing any more', async () => {
      answer('hang');
      const failed = assert.rejects(send(), { name: 'AbortError' });
      await until(() => adobe.requests.length === 1);
      http.dispose();
      await failed;
      await assert.rejects(send(), { name: 'AbortError' });
      assert.deepEqual([adobe.requests.length, clock.running], [1, []]);
    });

    test('does not try again', async () => {
      answer({ status: 503 });
      const failed = assert.rejects(send(), { name: 'AbortError' });
      await until(() => clock.running.includes(300));
      http.dispose();
      await clock.ring(300);
      await failed;
      assert.equal(adobe.requests.length, 1);
    });
  });

  test('logs method, address and outcome, and neither query nor body nor headers', async () => {
    answer({ status: 503, body: 'ANSWER' }, 1);
    answer('drop', 1);
    answer({ status: 200, body: 'ANSWER' });
    const [query, headers, form] = [{ q: 'QUERY' }, { 'x-some': 'HEADER' }, { client_secret: 'SECRET' }];
    const sent = send({ method: 'POST', path: '/ims/token/v3', query, headers, form });
    await clock.ring(300);
    await clock.ring(600);
    await sent;
    assert.deepEqual(
      logger.lines,
      ['503', 'CONNECTION_LOST', '200'].map((end) => `debug POST ${adobe.imsOrigin}/ims/token/v3 → ${end} (0 ms)`),
    );
  });
});
