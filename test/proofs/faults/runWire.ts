import assert from 'node:assert/strict';
import { AepError } from '../../../src/core/errors';
import { HttpClient, jsonOf, type HttpRequest } from '../../../src/core/http/httpClient';
import { originOf } from '../../support/connections';
import { FakeClock, until } from '../../support/fakeClock';
import { RecordingLogger } from '../../support/recordingLogger';
import { type End, type Proved } from './cell';
import { assertNoSecret } from './noSecret';
import { Wire, type WireFault } from './wire';

const timeLimitMs = 30_000;
const sizeLimitBytes = 32 * 1024 * 1024;
const secret = 'p8e-FAKE_secret_of_the_wire_0001';

/**
 * Sends one request into a fault, and one more with the same client when the fault is gone.
 * @returns what was proved
 */
export async function runWire(fault: WireFault): Promise<Proved> {
  const clock = new FakeClock();
  const wire = new Wire(() => clock.nowMs());
  const logger = new RecordingLogger();
  const http = new HttpClient({ clock, logger, random: () => 0.5 });
  const ask = (origin: string): Promise<End> => endOf(http, origin, fault.because);
  try {
    const origin = await fault.open(wire);
    const startMs = clock.nowMs();
    const asked = ask(origin);
    if (fault.isSilent) await until(() => wire.heard > 0, 'a request');
    const waitsMs = fault.isSilent ? [timeLimitMs] : (fault.pausesMs ?? []);
    for (const ms of waitsMs) await clock.ring(ms);
    const end = await asked;
    const attempts = logger.lines.length;
    assert.equal(clock.nowMs() - startMs, sum(waitsMs), 'it waits as long as it should');
    assert.deepEqual(clock.running, [], 'no timer is left behind');
    assert.equal(wire.strays, 0, 'nothing goes to another host');
    assert.ok(wire.bytesSent < 1.5 * sizeLimitBytes, 'it stops reading what is too large');
    if (wire.heard > 0) assert.equal(wire.heard, attempts, 'the server hears of every attempt and no more');
    wire.isOver = true;
    assert.equal(await ask(fault.isBeforeHttp ? await wire.serve(() => undefined) : origin), 'ok', 'the next call');
    assert.equal(logger.lines.length, attempts + 1, 'the next call takes one attempt');
    assertNoSecret({ log: logger.text }, [secret]);
    return { end, requests: attempts };
  } finally {
    http.dispose();
    await wire.close();
  }
}

async function endOf(http: HttpClient, origin: string, because: string | undefined): Promise<End> {
  const request: HttpRequest = {
    origin: originOf(origin),
    method: 'POST',
    path: '/ims/token/v3',
    headers: { accept: 'application/json' },
    form: { client_secret: secret },
  };
  try {
    const response = await http.send(request);
    if (response.status !== 200) return `HTTP ${response.status}`;
    jsonOf(response);
    return 'ok';
  } catch (error) {
    assert.ok(error instanceof AepError, 'every failure is an AepError');
    assert.equal(error.details.host, new URL(origin).host, 'it says which host failed');
    if (because !== undefined) assert.equal(error.details.adobeCode, because);
    assertNoSecret({ error }, [secret]);
    return error.code;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
