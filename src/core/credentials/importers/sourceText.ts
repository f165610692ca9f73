import { AepError } from '../../errors';
import { unreadable } from './tree';

/** A console download has 3 kB, the largest Postman environment seen 40 kB. */
export const maxImportBytes = 256 * 1024;

/**
 * @throws {AepError} `IMPORT_TOO_LARGE`; also for a caller that knows a file's size before reading it
 */
export function refuseTooLarge(bytes: number): void {
  if (bytes > maxImportBytes) throw new AepError('IMPORT_TOO_LARGE', 'Larger than any credential file');
}

/**
 * The text of a file: UTF-8, or UTF-16 with its mark, as PowerShell's `>` writes it.
 * @throws {AepError} `IMPORT_TOO_LARGE`; `IMPORT_UNREADABLE` for binary data and other encodings
 */
export function decodeText(bytes: Uint8Array): string {
  refuseTooLarge(bytes.length);
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable();
  }
  return checkText(text);
}

/** @throws {AepError} as {@link decodeText} does */
export function checkText(text: string): string {
  refuseTooLarge(text.length);
  // eslint-disable-next-line no-control-regex -- what no text has: a file of another kind
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text)) throw unreadable();
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
}
