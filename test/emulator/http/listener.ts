import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { standInAnswer, truncated, withBrokenUtf8, type Fault } from './faults';
import { serialize, type Answer, type Handler, type Incoming, type RecordedRequest, type ServiceName } from './message';

/** What a listener asks of the server that it belongs to. */
export interface ListenerHost {
  nowMs(): number;
  latencyMs(): number;
  recorded(request: RecordedRequest): void;
  faultFor(request: RecordedRequest): Fault | undefined;
  /** Where the `redirect` fault points: our other origin, so that following it is seen. */
  redirectTarget(): string;
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const flatHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

/** One origin: reads and records requests, applies latency and faults, and sends what its handler answers. */
export class Listener {
  private readonly server: Server;
  private port = 0;
  private readonly stopped = new AbortController();

  private constructor(
    private readonly service: ServiceName,
    private readonly handler: Handler,
    private readonly baseHeaders: () => Record<string, string>,
    private readonly host: ListenerHost,
  ) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        if (!this.stopped.signal.aborted) console.error('local Adobe:', error);
        response.destroy();
      });
    });
  }

  static async start(
    service: ServiceName,
    port: number,
    handler: Handler,
    baseHeaders: () => Record<string, string>,
    host: ListenerHost,
  ): Promise<Listener> {
    const listener = new Listener(service, handler, baseHeaders, host);
    await new Promise<void>((resolve, reject) => {
      listener.server.once('error', reject);
      listener.server.listen(port, '127.0.0.1', resolve);
    });
    listener.port = (listener.server.address() as AddressInfo).port;
    return listener;
  }

  /** Also after the stop: another listener may be started in its place. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const incoming = await this.receive(request);
    if (incoming === undefined) return;
    this.host.recorded(incoming.record);
    const fault = this.host.faultFor(incoming.record);
    const latencyMs = this.host.latencyMs();
    if (latencyMs > 0) await delay(latencyMs, undefined, { signal: this.stopped.signal });
    if (typeof fault === 'object' && 'heldUntil' in fault) await fault.heldUntil;
    // A hanging connection is closed by the client or by stop().
    if (fault === 'hang') return;
    if (fault === 'drop') {
      response.destroy();
      return;
    }
    const standIn = fault && standInAnswer(fault, this.host.redirectTarget());
    this.send(response, incoming.record, standIn ?? this.handler(incoming), fault);
  }

  private async receive(request: IncomingMessage): Promise<Incoming | undefined> {
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    try {
      const body = await readBody(request);
      const record: RecordedRequest = {
        service: this.service,
        method: request.method ?? 'GET',
        path,
        query: new URLSearchParams(query.join('?')),
        headers: flatHeaders(request),
        body: body.toString('utf8'),
        atMs: this.host.nowMs(),
      };
      return { record, body };
    } catch {
      // The client went away before it had said everything.
      return undefined;
    }
  }

  private send(response: ServerResponse, record: RecordedRequest, answer: Answer, fault: Fault | undefined): void {
    const { bytes, headers } = serialize(answer, {
      ...this.baseHeaders(),
      date: new Date(this.host.nowMs()).toUTCString(),
    });
    record.status = answer.status;
    if (fault === 'drop-mid-body') {
      response.writeHead(answer.status, headers);
      response.write(truncated(bytes), () => response.destroy());
      return;
    }
    const spoiled =
      fault === 'truncated-json' ? truncated(bytes) : fault === 'not-utf8' ? withBrokenUtf8(bytes) : bytes;
    if (spoiled !== bytes) headers['content-length'] = String(spoiled.length);
    response.writeHead(answer.status, headers);
    response.end(spoiled);
  }
}
