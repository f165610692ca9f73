import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Clock } from '../clock';
import { wait } from '../clock';
import { AepError, abortError } from '../errors';
import type { Disposable } from '../event';
import type { Logger } from '../logger';
import { asTimeMs, parseJson } from '../shape';
import { fromNetworkError } from './networkErrors';
import type { Origin } from './origin';
import { parseRetryAfter, retryDelayMs, type Outcome } from './retryPolicy';

export interface HttpRequest {
  readonly origin: Origin;
  readonly method: 'GET' | 'POST';
  /** Begins with `/`; already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Whether it is 2xx. */
  readonly ok: boolean;
  readonly host: string;
  readonly text: string;
  header(name: string): string | null;
  /** The server's clock in milliseconds; `undefined` when it did not say or a cache answered. */
  readonly dateMs: number | undefined;
  /** When it said so, by this machine's clock: the body may have come long after. */
  readonly atMs: number;
  readonly retryAfterMs: number | undefined;
}

export interface HttpClientOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random?: () => number;
  /** Milliseconds for one attempt, from the connection to the last byte. */
  readonly timeoutMs?: number;
  /** Bytes of a decoded body. */
  readonly maxBytes?: number;
}

/**
 * The one way to the network. Sends only to the origin that the request names, follows no redirect, and bounds time, size and the
 * number of attempts. Goes through Node's `https`, which VS Code patches for proxies and the system's certificates.
 */
export class HttpClient implements Disposable {
  readonly #agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    // Stated, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in somebody's shell does not switch verification off here. In VS Code it takes more:
    // verifiedHttps.ts.
    'https:': new HttpsAgent({ keepAlive: true, rejectUnauthorized: true }),
  };
  readonly #timeoutMs: number;
  readonly #maxBytes: number;
  /** What ends each attempt that is under way. */
  readonly #underWay = new Set<AbortController>();
  #isDisposed = false;

  constructor(private readonly options: HttpClientOptions) {
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#maxBytes = options.maxBytes ?? 32 * 1024 * 1024;
  }

  /**
   * Sends the request, again where {@link retryDelayMs} says so.
   * @returns the answer, whatever its status below 300 or above 399
   * @throws {AepError} of the group "the way there"; an `AbortError` when the signal is aborted or the client disposed
   */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const url = buildUrl(request);
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(url, request);
      const delayMs = retryDelayMs(attempt, outcome, this.options.random ?? Math.random);
      if (delayMs === undefined) {
        if (outcome instanceof AepError) throw outcome;
        return outcome;
      }
      await wait(this.options.clock, delayMs, request.signal);
    }
  }

  /** Ends what is under way: nothing is sent any more. */
  dispose(): void {
    this.#isDisposed = true;
    for (const attempt of this.#underWay) attempt.abort();
    this.#agents['http:'].destroy();
    this.#agents['https:'].destroy();
  }

  async #attempt(url: URL, request: HttpRequest): Promise<HttpResponse | AepError> {
    this.#checkWanted(request);
    const limit = new AbortController();
    this.#underWay.add(limit);
    const timer = this.options.clock.setTimer(() => {
      limit.abort();
    }, this.#timeoutMs);
    const startMs = this.options.clock.nowMs();
    const finish = (outcome: Outcome): void => {
      const result = outcome instanceof AepError ? outcome.code : String(outcome.status);
      this.options.logger.debug(
        `${request.method} ${url.origin}${url.pathname} → ${result} (${this.options.clock.nowMs() - startMs} ms)`,
      );
    };
    try {
      const signals = request.signal ? [request.signal, limit.signal] : [limit.signal];
      const response = await this.#exchange(url, request, AbortSignal.any(signals));
      finish(response);
      return response;
    } catch (error) {
      this.#checkWanted(request);
      const failure = limit.signal.aborted
        ? new AepError('TIMEOUT', `${url.host} did not answer in time`, { details: { host: url.host } })
        : error instanceof AepError
          ? error
          : fromNetworkError(error, url.host);
      finish(failure);
      return failure;
    } finally {
      timer.dispose();
      this.#underWay.delete(limit);
    }
  }

  #checkWanted({ signal }: HttpRequest): void {
    if (signal?.aborted || this.#isDisposed) throw abortError();
  }

  async #exchange(url: URL, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    const { fetch } = await import('./fetchLibrary');
    const response = await fetch(url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(request.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(request.form ? { body: new URLSearchParams(request.form).toString() } : {}),
      redirect: 'manual',
      size: this.#maxBytes,
      signal,
      agent: (target) => this.#agents[target.protocol as 'http:' | 'https:'],
    });
    const atMs = this.options.clock.nowMs();
    const bytes = await response.arrayBuffer();
    if (response.status >= 300 && response.status < 400) {
      throw new AepError('REDIRECTED', `${url.host} answered with a redirect, which is not followed`, {
        details: { host: url.host, status: response.status },
      });
    }
    const dateMs = response.headers.has('age') ? undefined : parseDate(response.headers.get('date'));
    return {
      status: response.status,
      ok: response.ok,
      host: url.host,
      // Only what is to be used has to be readable: an error page in another encoding is still that error.
      text: decode(bytes, url.host, response.ok),
      header: (name) => response.headers.get(name),
      dateMs,
      atMs,
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), dateMs ?? atMs),
    };
  }
}

/**
 * The JSON body of an answer.
 * @throws {AepError} `BAD_RESPONSE` when it is no JSON: a proxy's sign-in page, a truncated body
 */
export function jsonOf(response: HttpResponse): unknown {
  const value = parseJson(response.text);
  if (value !== undefined) return value;
  throw new AepError('BAD_RESPONSE', `${response.host} answered with something other than JSON`, {
    details: { host: response.host, status: response.status },
  });
}

function buildUrl({ origin, path, query }: HttpRequest): URL {
  const url = new URL(path, origin);
  // A path such as `//other.example/x` would leave the origin.
  if (url.origin !== origin) {
    throw new AepError('HOST_NOT_ALLOWED', 'The request would leave the origin of its connection', {
      details: { host: url.host },
    });
  }
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
}

function decode(bytes: ArrayBuffer, host: string, fatal: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal }).decode(bytes);
  } catch {
    throw new AepError('BAD_RESPONSE', `The answer of ${host} is not UTF-8`, { details: { host } });
  }
}

function parseDate(header: string | null): number | undefined {
  return header === null ? undefined : asTimeMs(Date.parse(header));
}
