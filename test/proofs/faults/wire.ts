import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { gzipSync } from 'node:zlib';
import { certificatePem, expiredCertificatePem, pkcs8 } from '../../support/keys';
import { type Cell } from './cell';

type Serve = (response: http.ServerResponse, request: number) => void;

/** One fault of the wire, on a real socket. */
export interface WireFault {
  readonly name: string;
  /** What the HTTP client makes of it, and in how many attempts. */
  readonly expected: Cell;
  /** The system's own code, where the client's does not say which of several it was. */
  readonly because?: string;
  /** @returns the origin that has the fault */
  readonly open: (wire: Wire) => Promise<string>;
  /** How long the client waits between its attempts, in milliseconds. */
  readonly pausesMs?: readonly number[];
  /** Nothing comes any more: only the client's time limit can end it. */
  readonly isSilent?: boolean;
  /** The fault lies before any server: once it is gone, another origin has to do. */
  readonly isBeforeHttp?: boolean;
}

const megabyte = 1024 * 1024;

/** The servers of one row. */
export class Wire {
  /** The fault is gone: everything is answered as it should be. */
  isOver = false;
  /** Requests that came, or connections that never became one. */
  heard = 0;
  /** Requests to where nobody sent the client. */
  strays = 0;
  /** Bytes of bodies that were handed to the socket. */
  bytesSent = 0;
  readonly #servers: net.Server[] = [];
  readonly #sockets = new Set<net.Socket>();

  constructor(readonly nowMs: () => number) {}

  /** An origin whose answers are `serve`'s until the fault is over. */
  serve(serve: Serve): Promise<string> {
    return this.listen(
      http.createServer((_, response) => {
        this.heard += 1;
        response.on('error', () => undefined);
        response.setHeader('date', new Date(this.nowMs()).toUTCString());
        (this.isOver ? well : serve)(response, this.heard);
      }),
    );
  }

  /** An origin over TLS with a certificate that is no good. */
  tls(cert: string): Promise<string> {
    const server = https.createServer({ cert, key: pkcs8() });
    server.on('connection', () => (this.heard += 1));
    return this.listen(server);
  }

  /** A port that takes connections and says nothing, so that no TLS handshake ever ends. */
  async mute(): Promise<string> {
    const origin = await this.listen(net.createServer(() => (this.heard += 1)));
    return origin.replace('http:', 'https:');
  }

  /** Another host, to which the client must not go. */
  forbidden(): Promise<string> {
    const server = http.createServer((_, response) => response.end('{}'));
    server.on('request', () => (this.strays += 1));
    return this.listen(server);
  }

  /** A port that nobody listens to. */
  async refusing(): Promise<string> {
    const server = net.createServer();
    const origin = await this.listen(server);
    await new Promise((resolve) => server.close(resolve));
    return origin;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  private async listen(server: net.Server): Promise<string> {
    this.#servers.push(server);
    server.on('connection', (socket: net.Socket) => {
      this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const scheme = server instanceof https.Server ? 'https' : 'http';
    return `${scheme}://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  }
}

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Serve =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

const well = answer(200, '{"well":true}');

const serving =
  (serve: Serve): WireFault['open'] =>
  (wire) =>
    wire.serve(serve);

/** Statuses one after the other; the last one stays. */
const statuses = (...given: readonly number[]): WireFault['open'] =>
  serving((response, request) => {
    answer(given[Math.min(request, given.length) - 1] ?? 200, '{}')(response, request);
  });

const throttledOnce =
  (retryAfter: (nowMs: number) => Record<string, string>): WireFault['open'] =>
  (wire) =>
    wire.serve((response, request) => {
      (request === 1 ? answer(429, '{}', retryAfter(wire.nowMs())) : well)(response, request);
    });

/** Breaks off in the middle of a body. */
const halfThen = (breakOff: (response: http.ServerResponse) => unknown): WireFault['open'] =>
  serving((response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"half":', () => breakOff(response));
  });

/** Bytes without an end, slower than anybody waits. */
const dripping = serving((response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => response.write(' '), 5);
  response.on('close', () => {
    clearInterval(drip);
  });
});

/** As fast as the client reads. */
const hundredMegabytes: WireFault['open'] = (wire) =>
  wire.serve((response) => {
    const chunk = Buffer.alloc(megabyte, ' ');
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(100 * megabyte) });
    const more = (): void => {
      if (response.destroyed || wire.bytesSent >= 100 * megabyte) return;
      wire.bytesSent += megabyte;
      response.write(chunk, more);
    };
    more();
  });

const gzipBomb = serving((response, request) => {
  // A gzip file may have many members, so that the bomb itself takes no hundred megabytes to make.
  const member = gzipSync(Buffer.alloc(megabyte, ' '));
  const bomb = Buffer.concat(Array.from({ length: 100 }, () => member));
  answer(200, bomb, { 'content-encoding': 'gzip' })(response, request);
});

/** The client's pauses, with chance standing still: the second is twice the first. */
const [first, second] = [300, 600] as const;

export const wireFaults: readonly WireFault[] = [
  {
    name: 'the host name is not known',
    expected: 'HOST_UNKNOWN 1',
    open: () => Promise.resolve('https://ims.invalid'),
    isBeforeHttp: true,
  },
  {
    name: 'the port refuses',
    expected: 'CONNECTION_REFUSED 1',
    open: (wire) => wire.refusing(),
    isBeforeHttp: true,
  },
  {
    name: 'a TLS certificate that nobody vouches for',
    expected: 'TLS_UNTRUSTED 1',
    because: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    open: (wire) => wire.tls(certificatePem()),
    isBeforeHttp: true,
  },
  {
    name: 'a TLS certificate that has expired',
    expected: 'TLS_UNTRUSTED 1',
    because: 'CERT_HAS_EXPIRED',
    open: (wire) => wire.tls(expiredCertificatePem()),
    isBeforeHttp: true,
  },
  {
    name: 'a connection that is never made: no answer to the TLS handshake',
    expected: 'TIMEOUT 1',
    open: (wire) => wire.mute(),
    isSilent: true,
    isBeforeHttp: true,
  },
  { name: 'no answer', expected: 'TIMEOUT 1', open: serving(() => undefined), isSilent: true },
  {
    name: 'a reset before the answer',
    expected: 'CONNECTION_LOST 3',
    open: serving((response) => response.socket?.resetAndDestroy()),
    pausesMs: [first, second],
  },
  {
    name: 'a reset amid the body',
    expected: 'CONNECTION_LOST 3',
    open: halfThen((response) => response.socket?.resetAndDestroy()),
    pausesMs: [first, second],
  },
  {
    name: 'a connection closed amid the body',
    expected: 'CONNECTION_LOST 3',
    open: halfThen((response) => response.destroy()),
    pausesMs: [first, second],
  },
  { name: 'a slow drip: byte by byte, without an end', expected: 'TIMEOUT 1', open: dripping, isSilent: true },
  { name: 'JSON cut in half', expected: 'BAD_RESPONSE 1', open: serving(answer(200, '{"half":[1,2')) },
  {
    name: 'bytes that are no UTF-8',
    expected: 'BAD_RESPONSE 1',
    open: serving(answer(200, Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22]))),
  },
  {
    name: '200 with a sign-in page',
    expected: 'BAD_RESPONSE 1',
    open: serving(answer(200, '<!DOCTYPE html><h1>Sign in</h1>', { 'content-type': 'text/html' })),
  },
  { name: '200 with nothing', expected: 'BAD_RESPONSE 1', open: serving(answer(200, '')) },
  {
    name: 'JSON under another content type',
    expected: 'ok 1',
    open: serving(answer(200, '{"well":true}', { 'content-type': 'image/png' })),
  },
  { name: 'a body of 100 MB', expected: 'RESPONSE_TOO_LARGE 1', open: hundredMegabytes },
  { name: 'a gzip bomb: 100 kB that become 100 MB', expected: 'RESPONSE_TOO_LARGE 1', open: gzipBomb },
  {
    name: 'bytes that are not what their encoding says',
    expected: 'BAD_RESPONSE 1',
    open: serving(answer(200, '{"well":true}', { 'content-encoding': 'gzip' })),
  },
  {
    name: '301 to another host',
    expected: 'REDIRECTED 1',
    open: async (wire) => wire.serve(answer(301, '', { location: `${await wire.forbidden()}/elsewhere` })),
  },
  {
    name: '429 with seconds',
    expected: 'ok 2',
    open: throttledOnce(() => ({ 'retry-after': '10' })),
    pausesMs: [10_000],
  },
  {
    name: '429 with a date, by the clock of the server',
    expected: 'ok 2',
    open: throttledOnce((nowMs) => ({ 'retry-after': new Date(nowMs + 4_000).toUTCString() })),
    pausesMs: [4_000],
  },
  { name: '429 with neither', expected: 'ok 2', open: throttledOnce(() => ({})), pausesMs: [first] },
  {
    name: '429 for longer than a person waits',
    expected: 'HTTP 429 1',
    open: serving(answer(429, '{}', { 'retry-after': '120' })),
  },
  { name: '500 once', expected: 'ok 2', open: statuses(500, 200), pausesMs: [first] },
  { name: '500 again and again', expected: 'HTTP 500 2', open: statuses(500), pausesMs: [first] },
  { name: '502, 503, then well', expected: 'ok 3', open: statuses(502, 503, 200), pausesMs: [first, second] },
  { name: '504, 502, then well', expected: 'ok 3', open: statuses(504, 502, 200), pausesMs: [first, second] },
  { name: '502, 503, 504: a storm', expected: 'HTTP 504 3', open: statuses(502, 503, 504), pausesMs: [first, second] },
];
