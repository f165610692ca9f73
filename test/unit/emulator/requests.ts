/** Small clients for the suites: they send what they are told and judge nothing. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type LocalAdobe } from '../../emulator/localAdobe';

export interface ImsAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Posts an urlencoded form; fields that are undefined are left out. */
export async function post(
  url: string,
  fields: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<ImsAnswer> {
  const present = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(present), headers });
  const received = await response.text();
  const body = (received === '' ? {} : JSON.parse(received)) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

export interface PlatformAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Calls the gateway with exactly these headers, less those that are undefined: unlike `fetch`, it adds no `Accept`. */
export async function call<T>(
  adobe: LocalAdobe,
  path: string,
  headers: Record<string, string | undefined>,
): Promise<PlatformAnswer<T>> {
  const present = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  const request = get(`${adobe.platformOrigin}${path}`, { headers: Object.fromEntries(present), agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const received = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = JSON.parse(await text(response)) as T;
  return { status: response.statusCode ?? 0, headers: new Headers(received), body };
}
