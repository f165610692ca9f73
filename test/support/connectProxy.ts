import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy as companies have it: opens tunnels (RFC 9110 §9.3.6), to this machine whatever the name, and sees nothing of what is in them. */
export class ConnectProxy {
  /** `host:port` of each tunnel that was asked for. */
  readonly tunnels: string[] = [];
  /** All that was said to it outside a tunnel. */
  readonly heard: string[] = [];
  /** Refuses tunnels with this status and a page. */
  refusal: number | undefined;
  readonly #sockets = new Set<Duplex>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ConnectProxy> {
    const server = createServer((request, response) => {
      proxy.#note(request);
      response.writeHead(501).end();
    });
    const proxy = new ConnectProxy(server);
    server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
      proxy.#note(request);
      if (proxy.refusal === undefined) proxy.#tunnel(request.url ?? '', client, head);
      else proxy.#refuse(client, proxy.refusal);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** As the setting `http.proxy` has it. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    this.server.closeAllConnections();
    await closed;
  }

  #note({ method, url, rawHeaders }: IncomingMessage): void {
    this.heard.push([method, url, ...rawHeaders].join(' '));
  }

  #refuse(client: Socket, status: number): void {
    this.#keep(client);
    client.on('data', (chunk: Buffer) => this.heard.push(chunk.toString()));
    client.end(`HTTP/1.1 ${status} No\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<h1>No</h1>`);
  }

  #tunnel(target: string, client: Socket, head: Buffer): void {
    this.tunnels.push(target);
    const server = connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    this.#keep(client);
    this.#keep(server);
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
  }
}
