import { type Answer, type RecordedRequest, type ServiceName } from './message';

export interface FaultAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string | object;
}

/** Adobe answers as always, once this promise is kept. */
export interface HeldAnswer {
  heldUntil: Promise<void>;
}

/**
 * `drop-mid-body`, `truncated-json` and `not-utf8` spoil the real answer, so a mint behind them still counts;
 * the others answer instead of Adobe, but for one that is only held.
 */
export type Fault =
  | FaultAnswer
  | HeldAnswer
  | 'drop'
  | 'drop-mid-body'
  | 'hang'
  | 'html'
  | 'truncated-json'
  | 'empty'
  | 'not-utf8'
  | 'redirect';

export interface FaultRule {
  service: ServiceName;
  /** Default: every path. */
  path?: RegExp;
  /** For example, only the second page. */
  query?: (query: URLSearchParams) => boolean;
  /** Default: until removed. */
  times?: number;
  /** Lets the first so many matching requests through. */
  skip?: number;
  fault: Fault;
}

interface ActiveRule {
  rule: FaultRule;
  seen: number;
}

const matches = (rule: FaultRule, request: RecordedRequest): boolean =>
  rule.service === request.service &&
  (rule.path === undefined || new RegExp(rule.path.source, rule.path.flags.replace(/[gy]/g, '')).test(request.path)) &&
  (rule.query === undefined || rule.query(request.query));

export class FaultList {
  private rules: ActiveRule[] = [];

  add(rule: FaultRule): { remove(): void } {
    const active: ActiveRule = { rule, seen: 0 };
    this.rules.push(active);
    return {
      remove: () => {
        this.rules = this.rules.filter((other) => other !== active);
      },
    };
  }

  clear(): void {
    this.rules = [];
  }

  /** The fault that this request meets. Every matching rule counts it; the rule that was set first wins. */
  take(request: RecordedRequest): Fault | undefined {
    let fault: Fault | undefined;
    for (const active of this.rules) {
      if (!matches(active.rule, request)) continue;
      const { skip = 0, times = Infinity } = active.rule;
      const position = active.seen - skip;
      const isDue = position >= 0 && position < times;
      // A rule that another one pre-empted keeps its turn.
      if (isDue && fault !== undefined) continue;
      active.seen += 1;
      if (isDue) fault = active.rule.fault;
    }
    return fault;
  }
}

const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>';

/** The answer of a fault that answers instead of Adobe; undefined for those that act on the real answer or the socket. */
export function standInAnswer(fault: Fault, redirectTo: string): Answer | undefined {
  if (typeof fault === 'object') return 'heldUntil' in fault ? undefined : fault;
  if (fault === 'html') {
    return { status: 200, headers: { 'content-type': 'text/html;charset=UTF-8' }, body: signInPage };
  }
  if (fault === 'empty') return { status: 200, headers: { 'content-type': 'application/json' } };
  if (fault === 'redirect') return { status: 302, headers: { location: redirectTo } };
  return undefined;
}

/** Cuts the body in half. */
export const truncated = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

/** Puts bytes that are no UTF-8 into the first string value, so that the JSON around them stays whole. */
export function withBrokenUtf8(bytes: Buffer): Buffer {
  const found = bytes.indexOf(':"');
  const at = found < 0 ? bytes.length : found + 2;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), bytes.subarray(at)]);
}
