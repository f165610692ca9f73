import { type Incoming } from './message';

/** Finds the value of a header parameter, such as `boundary` in a Content-Type. */
const parameter = (header: string, name: string): string | undefined => {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(header);
  return found?.[1] ?? found?.[2];
};

const parsePart = (part: string): [name: string, value: string] | undefined => {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const disposition = part
    .slice(0, end)
    .split('\r\n')
    .find((line) => /^content-disposition:\s*form-data/i.test(line));
  const name = disposition && parameter(disposition, 'name');
  return name === undefined ? undefined : [name, part.slice(end + 4)];
};

/** Parses `multipart/form-data` text fields (RFC 7578); undefined when the closing delimiter or a part is malformed. */
export function parseMultipart(contentType: string, body: string): Map<string, string> | undefined {
  const boundary = parameter(contentType, 'boundary');
  if (!boundary) return undefined;
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
  if (!pieces.at(-1)?.startsWith('--')) return undefined;
  const fields = new Map<string, string>();
  for (const piece of pieces.slice(1, -1)) {
    const field = parsePart(piece.replace(/^[ \t]*\r\n/, ''));
    if (!field) return undefined;
    fields.set(...field);
  }
  return fields;
}

/** The fields of a form body; undefined when the body is no form at all. */
export function formFields({ record, body }: Incoming): Map<string, string> | undefined {
  const contentType = record.headers['content-type'] ?? '';
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/x-www-form-urlencoded') return new Map(new URLSearchParams(body.toString('utf8')));
  if (mediaType === 'multipart/form-data') return parseMultipart(contentType, body.toString('utf8'));
  return undefined;
}
