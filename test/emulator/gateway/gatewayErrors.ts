import { type Answer } from '../http/message';

/** `old`: code as a string and a message. `new`: seen in 2026, with a title, a status and the code as a number. */
export type GatewayErrorStyle = 'old' | 'new';

const errors = {
  '401013': ['ErrInvalidOauthToken', 'Oauth token is not valid'],
  '403010': ['ErrMissingOauthToken', 'Oauth token is missing'],
  '403000': ['ErrMissingApiKey', 'Api Key is required'],
  '403003': ['ErrInvalidApiKey', 'Api Key is invalid'],
  '400003': ['ErrMissingHeader', 'Missing header'],
  '403025': ['ErrInvalidProfile', 'Profile is not valid'],
  '403027': ['ErrMissingUserRegion', 'User region is missing'],
  '404000': ['ErrNoSuchResource', 'Resource not found'],
} as const;

export type GatewayErrorCode = keyof typeof errors;

export function gatewayError(code: GatewayErrorCode, style: GatewayErrorStyle): Answer {
  const [title, message] = errors[code];
  const status = Number(code.slice(0, 3));
  if (style === 'old') return { status, body: { error_code: code, message } };
  return { status, body: { title, status, error_code: Number(code), message } };
}
