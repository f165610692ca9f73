import type { InputProblem } from '../errors';

/** An `https` origin, or `http` of a loopback host. Only {@link parseOrigin} makes one, and a request can go nowhere else. */
export type Origin = string & { readonly __brand: 'Origin' };

/**
 * Checks that a text is an origin that secrets may be sent to: `https://host[:port]`, or `http` for a loopback host.
 * A trailing slash is taken off; a host without a scheme (`ims-na1.adobelogin.com`, as Postman environments have it) gets `https`.
 */
export function parseOrigin(text: string): Origin | InputProblem {
  const trimmed = text.trim();
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    return 'origin-malformed';
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return 'origin-not-https';
  if (url.username !== '' || url.password !== '' || url.hostname === '') return 'origin-malformed';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return 'origin-has-path';
  return url.origin as Origin;
}

/** Whether {@link parseOrigin} gave an origin and not a problem. */
export function isOrigin(parsed: Origin | InputProblem): parsed is Origin {
  return parsed.includes('://');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
