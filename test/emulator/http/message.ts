/** What goes in and out of the two listeners, without node:http in it. */
export type ServiceName = 'ims' | 'platform';

export interface RecordedRequest {
  service: ServiceName;
  method: string;
  /** As it came over the wire: percent-encoding kept, query removed. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Absent while unanswered: hanging, dropped, or still being delayed. */
  status?: number;
  /** By the server's clock. */
  atMs: number;
}

export interface Incoming {
  record: RecordedRequest;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON; a string as plain text unless `headers` says otherwise. */
  body?: string | Buffer | object;
}

export type Handler = (incoming: Incoming) => Answer;

const encode = (body: Answer['body']): { bytes: Buffer; contentType?: string } => {
  if (body === undefined) return { bytes: Buffer.alloc(0) };
  if (Buffer.isBuffer(body)) return { bytes: body };
  if (typeof body === 'string') return { bytes: Buffer.from(body), contentType: 'text/plain;charset=UTF-8' };
  return { bytes: Buffer.from(JSON.stringify(body)), contentType: 'application/json;charset=UTF-8' };
};

/** The bytes and the headers of an answer; its own headers win, whatever their case. */
export function serialize(answer: Answer, baseHeaders: Record<string, string>) {
  const { bytes, contentType } = encode(answer.body);
  const headers: Record<string, string> = {};
  const all = [
    ...Object.entries(baseHeaders),
    ...(contentType === undefined ? [] : [['content-type', contentType] as const]),
    ['content-length', String(bytes.length)] as const,
    ...Object.entries(answer.headers ?? {}),
  ];
  for (const [name, value] of all) headers[name.toLowerCase()] = value;
  return { bytes, headers };
}
