import auth from '@adobe/jwt-auth';
import assert from 'node:assert/strict';
import { decode } from 'jsonwebtoken';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { systemClock } from '../../../../src/core/clock';
import { HttpClient } from '../../../../src/core/http/httpClient';
import { ServerTime } from '../../../../src/core/http/serverTime';
import { ImsClient } from '../../../../src/core/ims/imsClient';
import { demo, registerDemo } from '../../../emulator/demo';
import { parseMultipart } from '../../../emulator/http/form';
import { LocalAdobe, type RecordedRequest } from '../../../emulator/localAdobe';
import { jwtConnection } from '../../../support/connections';
import { encryptedPkcs8, passphrase, pkcs1, pkcs8, publicPem } from '../../../support/keys';
import { RecordingLogger } from '../../../support/recordingLogger';

const { clientId, clientSecret, technicalAccountId } = demo.jwt;

function formOf({ headers, body }: RecordedRequest): Record<string, string> {
  const contentType = headers['content-type'] ?? '';
  const fields = contentType.startsWith('multipart/')
    ? parseMultipart(contentType, body)
    : new URLSearchParams(body).entries();
  return Object.fromEntries(fields ?? []);
}

/** An assertion without what depends on the time. */
function timeless(jwt: string | undefined): { header: unknown; claims: object } {
  const { header, payload } = decode(jwt ?? '', { complete: true })!;
  const { exp, iat, ...claims } = payload as Record<string, unknown>;
  assert.ok(Number.isInteger(exp));
  assert.ok(iat === undefined || Number.isInteger(iat));
  return { header, claims };
}

/**
 * Two implementations of Adobe's documentation. Both sign with `jsonwebtoken`, so that they prove each other's claims and form and
 * not the signature, which the local Adobe checks with Node's own cryptography.
 */
suite('Our JWT and that of @adobe/jwt-auth', () => {
  const keys = {
    'a PKCS#8 key': { privateKey: pkcs8() },
    'a PKCS#1 key': { privateKey: pkcs1() },
    'an encrypted key': { privateKey: encryptedPkcs8(), passphrase },
  };
  const metaScopes = {
    'one metascope': ['ent_dataservices_sdk'],
    'two metascopes': ['ent_dataservices_sdk', 'ent_user_sdk'],
  };
  let adobe: LocalAdobe;
  let http: HttpClient;

  setup(async () => {
    adobe = await LocalAdobe.start();
    registerDemo(adobe, { jwtPublicKeyPem: publicPem() });
    adobe.updateCredential(clientId, { metascopes: metaScopes['two metascopes'] });
    http = new HttpClient({ clock: systemClock, logger: new RecordingLogger() });
  });
  teardown(async () => {
    http.dispose();
    await adobe.stop();
  });

  for (const [keyName, key] of Object.entries(keys)) {
    for (const [scopeName, metascopes] of Object.entries(metaScopes)) {
      test(`are equal but for time and both mint, with ${keyName} and ${scopeName}`, async () => {
        const theirs = await auth({
          clientId,
          clientSecret,
          technicalAccountId,
          orgId: demo.imsOrg,
          metaScopes: metascopes,
          ims: adobe.imsOrigin,
          ...key,
        });
        const credential = { kind: 'jwt', clientSecret, technicalAccountId, metascopes, ...key } as const;
        const ims = new ImsClient(http, new ServerTime(systemClock));
        const ours = await ims.mint(
          { ...jwtConnection(adobe), id: 'id', credential: summaryOf(credential) },
          credential,
        );
        assert.equal(adobe.mints, 2);
        assert.equal(theirs.token_type, 'bearer');
        assert.equal(ours.expiresAtMs - ours.createdAtMs, 86_400_000);

        const [theirForm, ourForm] = adobe.requests.map(formOf);
        const { jwt_token: theirJwt, ...theirFields } = theirForm!;
        const { jwt_token: ourJwt, ...ourFields } = ourForm!;
        assert.deepEqual(ourFields, theirFields);
        assert.deepEqual(timeless(ourJwt), timeless(theirJwt));
        assert.equal(Object.keys(timeless(ourJwt).claims).length, 3 + metascopes.length);
      });
    }
  }
});
