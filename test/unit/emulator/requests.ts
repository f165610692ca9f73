/** Small clients for the suites: they send what they are told and judge nothing. */
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
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

export interface PlatformAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Calls the gateway with exactly these headers, less those that are undefined. */
export async function call<T>(
  adobe: LocalAdobe,
  path: string,
  headers: Record<string, string | undefined>,
): Promise<PlatformAnswer<T>> {
  const present = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
  const response = await fetch(`${adobe.platformOrigin}${path}`, { headers: present });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}
