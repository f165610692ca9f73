import { demo } from '../../emulator/demo';
import { type Fault } from '../../emulator/localAdobe';
import { type Circumstance } from './circumstance';

const json = (status: number, body: object): Fault => ({ status, body });
const gateway = (code: string): Fault =>
  json(Number(code.slice(0, 3)), { error_code: code, message: 'as Adobe says it' });
const registry = (code: string): Fault =>
  json(Number(code.slice(-3)), { type: `http://ns.adobe.com/aep/errors/${code}`, title: 'No' });

/** Adobe answers so, each service in its own words, until it is mended or so many times. */
const answering =
  (
    faults: { readonly ims: Fault; readonly platform: Fault } | Fault,
    times?: number,
  ): NonNullable<Circumstance['begin']> =>
  (scene, { service }) => {
    const fault = typeof faults === 'object' && 'ims' in faults ? faults[service] : faults;
    scene.fail(service, fault, times);
  };

const notAuthorised = { ims: json(401, { error: 'invalid_client' }), platform: gateway('401013') };

const threeMinutesLeft = 'get a token, three minutes left';
const checkOfIms = 'access check, IMS at fault';
const index = 'explorer and search: index';
const types = 'explorer: referenced types';
const document = 'explorer: document';
const pastedToken = 'list classes, pasted token';

/** Adobe refuses. */
export const refusals: readonly Circumstance[] = [
  {
    name: 'credential refused',
    meaning: 'the client secret was rotated, and every token was revoked',
    begin: ({ adobe }) => {
      adobe.updateCredential(demo.oauth.clientId, { clientSecrets: ['p8e-FAKE_rotated_secret_00000001'] });
      adobe.updateCredential(demo.jwt.clientId, { clientSecret: 'p8e-FAKE_rotated_secret_00000002' });
      adobe.revokeAllTokens();
    },
    ims: 'IMS_SECRET_INVALID 1',
    platform: 'IMS_SECRET_INVALID 2',
    but: {
      [threeMinutesLeft]: 'known 1',
      'token details': 'ok 1',
      [checkOfIms]: 'IMS_SECRET_INVALID 2',
      'access check': 'IMS_SECRET_INVALID 3',
      [pastedToken]: 'TOKEN_REJECTED 1',
      [index]: 'IMS_SECRET_INVALID ≤3',
    },
  },
  {
    name: '401 once',
    meaning: 'the first answer is 401: `401013` of the gateway, `invalid_client` of IMS',
    begin: answering(notAuthorised, 1),
    ims: 'IMS_CLIENT_REFUSED 1',
    platform: 'ok 3',
    but: {
      [threeMinutesLeft]: 'known 1',
      'token details': 'VALIDATION_REFUSED 1',
      [checkOfIms]: 'ok 6',
      'access check': 'ok 7',
      [pastedToken]: 'TOKEN_REJECTED 1',
      [index]: 'ok 13',
    },
  },
  {
    name: '401 always',
    meaning: 'every answer is 401',
    begin: answering(notAuthorised),
    ims: 'IMS_CLIENT_REFUSED 1',
    platform: 'TOKEN_REJECTED 3',
    but: {
      [threeMinutesLeft]: 'known 1',
      'token details': 'VALIDATION_REFUSED 1',
      [checkOfIms]: 'IMS_CLIENT_REFUSED 2',
      'access check': 'TOKEN_REJECTED 4',
      [pastedToken]: 'TOKEN_REJECTED 1',
      [index]: 'TOKEN_REJECTED ≤5',
    },
  },
  {
    name: '403 token',
    meaning: '`403010`: the gateway sees no token',
    begin: answering(gateway('403010')),
    ims: '– a',
    platform: 'TOKEN_REJECTED 1',
    but: { 'access check': 'TOKEN_REJECTED 2', [index]: 'TOKEN_REJECTED ≤2' },
  },
  {
    name: '403 API key',
    meaning: '`403003`: the API is not on the project',
    begin: answering(gateway('403003')),
    ims: '– a',
    platform: 'API_KEY_REJECTED 1',
    but: { 'access check': 'API_KEY_REJECTED 2', [index]: 'API_KEY_REJECTED ≤2' },
  },
  {
    name: '403 organisation',
    meaning: '`403025`: another organisation, or no product profile',
    begin: answering(gateway('403025')),
    ims: '– a',
    platform: 'ORG_OR_PROFILE_MISSING 1',
    but: { 'access check': 'ORG_OR_PROFILE_MISSING 2', [index]: 'ORG_OR_PROFILE_MISSING ≤2' },
  },
  {
    name: '403 role',
    meaning: '`XDM-1030-403`: no role of the credential includes it',
    begin: answering(registry('XDM-1030-403')),
    ims: '– a',
    platform: 'PERMISSION_DENIED 1',
    but: { 'access check': 'PERMISSION_DENIED 3', [types]: 'without 1', [index]: 'PERMISSION_DENIED 11' },
  },
  {
    name: '404',
    meaning: 'there is no such thing',
    begin: answering({ ims: json(404, { error: 'not_found' }), platform: registry('XDM-1010-404') }),
    ims: 'IMS_REJECTED 1',
    platform: 'NOT_FOUND 1',
    but: {
      [threeMinutesLeft]: 'known 1',
      revoke: 'REVOCATION_REFUSED 1',
      'token details': 'VALIDATION_REFUSED 1',
      [checkOfIms]: 'IMS_REJECTED 2',
      'access check': 'NOT_FOUND 3',
      [types]: 'without 1',
      [index]: 'NOT_FOUND 11',
    },
  },
  {
    name: 'throttled',
    meaning: '429 with `Retry-After: 120`',
    begin: answering({ status: 429, headers: { 'retry-after': '120' }, body: { error_code: '429050' } }),
    ims: 'RATE_LIMITED 1',
    platform: 'RATE_LIMITED 1',
    but: {
      [threeMinutesLeft]: 'known 1',
      [checkOfIms]: 'RATE_LIMITED 2',
      'access check': 'RATE_LIMITED 2',
      [document]: 'known 1',
      [index]: 'RATE_LIMITED ≤2',
    },
  },
];

/** Adobe does not answer as Adobe does. */
export const disturbances: readonly Circumstance[] = [
  {
    name: 'down',
    meaning: '503 again and again',
    begin: answering(json(503, {})),
    ims: 'SERVER_ERROR 3',
    platform: 'SERVER_ERROR 3',
    but: {
      [threeMinutesLeft]: 'known 3',
      [checkOfIms]: 'SERVER_ERROR 6',
      'access check': 'SERVER_ERROR 4',
      [document]: 'known 3',
      [index]: 'SERVER_ERROR ≤6',
    },
  },
  {
    name: 'unreachable',
    meaning: 'every connection breaks off',
    begin: answering('drop'),
    ims: 'CONNECTION_LOST 3',
    platform: 'CONNECTION_LOST 3',
    but: {
      [threeMinutesLeft]: 'known 3',
      'access check': 'CONNECTION_LOST 4',
      [document]: 'known 3',
      [index]: 'CONNECTION_LOST ≤6',
    },
  },
  {
    name: 'silent',
    meaning: 'no answer ever comes',
    begin: (scene, { service }) => {
      scene.isSilent = true;
      scene.fail(service, 'hang');
    },
    ims: 'TIMEOUT 1',
    platform: 'TIMEOUT 1',
    but: {
      [threeMinutesLeft]: 'known 1',
      'access check': 'TIMEOUT 2',
      [document]: 'known 1',
      [index]: 'TIMEOUT ≤2',
    },
  },
  {
    name: 'a page',
    meaning: '200 with the sign-in page of a proxy',
    begin: answering('html'),
    ...unreadable(),
  },
  {
    name: 'a page with 403',
    meaning: 'a proxy blocks the way',
    begin: answering({ status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>Blocked</h1>' }),
    ...unreadable(),
  },
  {
    name: 'a page with 401',
    meaning: 'a proxy wants to know who it is: that says nothing of the token, which stays',
    begin: answering({ status: 401, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }),
    ...unreadable(),
  },
  {
    name: 'half a body',
    meaning: '200 with JSON that is cut in half',
    begin: answering('truncated-json'),
    ...unreadable({ revoke: '– b' }),
  },
  {
    name: 'cancelled',
    meaning: 'the caller gives up while it waits',
    meanwhile: (_, abort) => {
      abort.abort();
    },
    ims: 'cancelled 1',
    platform: 'cancelled 1',
    but: { 'renew ahead of time': '– c', 'access check': 'cancelled 2', [index]: 'cancelled ≤2' },
  },
];

function unreadable(but: Circumstance['but'] = {}): Pick<Circumstance, 'ims' | 'platform' | 'but'> {
  return {
    ims: 'BAD_RESPONSE 1',
    platform: 'BAD_RESPONSE 1',
    but: {
      [threeMinutesLeft]: 'known 1',
      [checkOfIms]: 'BAD_RESPONSE 2',
      'access check': 'BAD_RESPONSE 2',
      [document]: 'known 1',
      [index]: 'BAD_RESPONSE ≤2',
      ...but,
    },
  };
}
