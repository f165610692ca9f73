import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import type { TlsIdentity } from './certificates';

/** TLS in front of a plain local server: what it decrypts goes there, and nothing else does. */
export class TlsFront {
  /** Bytes that a client sent after the handshake: whoever doubts the certificate sends none. */
  receivedBytes = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param target origin of the plain server */
  static async start(identity: TlsIdentity, target: string): Promise<TlsFront> {
    const server = createServer(identity);
    const front = new TlsFront(server);
    server.on('secureConnection', (client) => {
      const plain = connect(Number(new URL(target).port), '127.0.0.1');
      for (const socket of [client, plain]) front.#keep(socket);
      client.on('data', (chunk: Buffer) => (front.receivedBytes += chunk.length));
      client.pipe(plain).pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // A client that does not trust us breaks off: that is what is tested.
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
  }
}
