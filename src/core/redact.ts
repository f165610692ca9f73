import { type Logger } from './logger';

const mask = '••••';

/** Longer text is no log message. It also bounds the time that the patterns below can take. */
const maxLength = 8 * 1024;

/** Names whose value is a secret, in the spelling of forms, JSON, environment files and code. */
const secretName =
  '((?:secrets?|passphrase|passwd|password|private[_-]?key|authorization|cookie|' +
  '(?:access|refresh|id|jwt|user|bearer|auth|session)[_-]?tokens?)';

/** What stands between a name and its value: `=`, `: `, `": "`, `\":\"` without the value's own quote, `%22%3A`. */
const assignment = '(?:\\\\{0,4}["\']|%22)?\\s{0,8}(?:[=:]|%3[AD])\\s{0,8})';

/** A value in quotes, in a list of such, or in quotes that are escaped themselves. Text that was cut off may not close it. */
const quoted = `(?:${[
  /"(?:[^"\\]|\\.)*(?:"|$)/,
  /'(?:[^'\\]|\\.)*(?:'|$)/,
  /\\+"(?:[^"\\]|\\+[^"\\])*(?:\\+"|$)/,
  /\[[^\]]*(?:\]|$)/,
]
  .map(({ source }) => source)
  .join('|')})`;

type Replacement = string | ((match: string) => string);

/** In this order: a pattern may rely on what the ones before it have taken away. */
const patterns: readonly (readonly [RegExp, Replacement])[] = [
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[^]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, mask],
  [/:\/\/[^\s/@:]{1,200}:[^\s/@]{1,200}@/g, `://${mask}@`],
  [new RegExp(secretName + assignment + quoted, 'gis'), `$1"${mask}"`],
  // After a colon a bare value may hold spaces, after an equals sign it ends at the first.
  [new RegExp(`${secretName}\\s{0,8}:\\s{0,8})(?!["'\\[\\\\])[^\\r\\n&"',;}\\]]+`, 'gi'), `$1${mask}`],
  [new RegExp(`${secretName}${assignment}(?!["'\\[\\\\])(?:bearer |basic )?[^\\s&"',;<>)}\\]]+`, 'gi'), `$1${mask}`],
  [/\b(Bearer|Basic)\s{1,8}(?!(?:tokens?|auth[a-z]*|realm)\b)[\w.~+/=%-]{6,}/gi, `$1 ${mask}`],
  [/p8e-[\w-]{6,}/g, mask],
  [/(?<![\w-])eyJ[\w-]{6,}(?:\.[\w-]+)*/g, mask],
  [/[\w-]{60,}/g, (run) => (/\d/.test(run) && !isHexDigest(run) ? mask : run)],
  [/(?<![\w-])[\w-]{16,}(?:\.[\w-]{16,}){2,}/g, (parts) => (isMixed(parts) ? mask : parts)],
  [/[A-Za-z0-9+/]{60,}={0,2}/g, (run) => (isMixed(run) && !isPath(run) && !isHexDigest(run) ? mask : run)],
];

/**
 * Masks whatever could be a secret or a token in text for the log: PEM blocks, bearer tokens, JWTs, long Base64 runs, Adobe's
 * `p8e-` client secrets, passwords in URLs, and the value of any name that says it is secret. It is the net below code that
 * never passes such text on in the first place, so it rather masks too much. Text over 8 kB is cut, with an ellipsis.
 */
export function redact(text: string): string {
  return patterns.reduce(
    (masked, [pattern, by]) => (typeof by === 'string' ? masked.replace(pattern, by) : masked.replace(pattern, by)),
    shortened(text),
  );
}

/** Whether {@link redact} would mask any of it: such text is not shown either, wherever it claims to come from. */
export function looksSecret(text: string): boolean {
  return redact(text) !== text;
}

/**
 * Shortens an identity for the log, so that two can be told apart and neither be used: `ABCD…EF12@AdobeOrg`.
 * @returns first and last four characters, with Adobe's own suffix; dots alone when these eight would be most of it
 */
export function screen(id: string): string {
  const suffix = /@(?:AdobeOrg|AdobeID|techacct\.adobe\.com)$/i.exec(id)?.[0] ?? '';
  const body = id.slice(0, id.length - suffix.length);
  return `${body.length < 16 ? mask : `${body.slice(0, 4)}…${body.slice(-4)}`}${suffix}`;
}

/** A logger that {@link redact redacts} every message before it hands it on. */
export function redacting(logger: Logger): Logger {
  return {
    debug: (message) => {
      logger.debug(redact(message));
    },
    info: (message) => {
      logger.info(redact(message));
    },
    warn: (message) => {
      logger.warn(redact(message));
    },
    error: (message) => {
      logger.error(redact(message));
    },
  };
}

function shortened(text: string): string {
  if (text.length <= maxLength) return text;
  let end = maxLength;
  // Half a token is too short for the patterns to know it: the word that the cut goes through is dropped.
  while (end > 0 && /[\w.~+/=%-]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** XDM ids end in a digest that people need to read; with the `2F` of an encoded slash it has two digits more. */
function isHexDigest(run: string): boolean {
  return run.length <= 66 && /^[0-9a-f]+$/i.test(run);
}

function isMixed(run: string): boolean {
  return /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);
}

/** A path has short words between its slashes, and most have no digit or no second case; random Base64 is not like that. */
function isPath(run: string): boolean {
  const words = run.split('/');
  return (
    !run.includes('+') && words.every((word) => word.length < 20) && words.filter(isMixed).length * 2 < words.length
  );
}
