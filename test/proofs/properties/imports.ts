import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportConnection } from '../../../src/core/credentials/connectionExport';
import { summaryOf } from '../../../src/core/credentials/connectionRecord';
import { importFrom, importFromEnvironment } from '../../../src/core/credentials/importers/recognise';
import type { ImportContext, ImportResult } from '../../../src/core/credentials/importers/importTypes';
import { missingFields } from '../../../src/core/credentials/importers/missing';
import { AepError } from '../../../src/core/errors';
import { jwtConnection, oauthConnection } from '../../support/connections';
import { demo } from '../../emulator/demo';
import { aepVariables, importFixtures } from '../../support/importFixtures';
import { pkcs8 } from '../../support/keys';
import {
  adobeSecret,
  anyBytes,
  anyJson,
  anyText,
  damaged,
  damagedText,
  outcomeOf,
  property,
  shallow,
  tellsNone,
} from './hostile';

const secrets = [demo.oauth.clientSecret, demo.jwt.clientSecret, pkcs8().split('\n')[1]!];

const context: ImportContext = {
  nowMs: Date.UTC(2026, 0),
  fallbackName: 'Imported',
  readFile: () => Promise.resolve(new Uint8Array(Buffer.from(pkcs8()))),
};

/** Something to connect with, or why there is nothing; and what is said of the rest tells no secret. */
async function imported(source: () => Promise<ImportResult>, more: readonly string[] = []): Promise<void> {
  const told = [...secrets, ...more];
  const outcome = await outcomeOf(source, told);
  if (outcome instanceof AepError) {
    assert.match(outcome.code, /^IMPORT_/);
    return;
  }
  assert.ok(outcome.candidates.length > 0);
  tellsNone([outcome.ignored, outcome.candidates.map(({ draft }) => missingFields(draft))], told);
  for (const { suggestedName } of outcome.candidates) assert.notEqual(suggestedName.trim(), '');
}

/** The keys of every format: chance alone would find none. */
const names = [
  ...['project', 'workspace', 'details', 'credentials', 'oauth_server_to_server', 'jwt', 'org', 'ims_org_id', 'name'],
  ...['ims', '$ims', 'contexts', 'config', 'current', 'values', 'key', 'value', 'enabled', 'jwt_payload', 'jwt-auth'],
  ...[
    'client_id',
    'client_secret',
    'client_secrets',
    'scopes',
    'meta_scopes',
    'private_key',
    'access_token',
    'CLIENT_ID',
  ],
  ...['CLIENT_SECRETS', 'CLIENT_SECRET', 'PUBLIC_KEYS_WITH_EXPIRY', 'org_id', 'tech_id', 'environment', 'token'],
];

export function importProperties(): void {
  property('any text is a connection or an error', anyText, (text) => imported(() => importFrom(text, context)));
  property('any bytes are a connection or an error', anyBytes, (bytes) => imported(() => importFrom(bytes, context)));
  property('any JSON with the keys of a format is a connection or an error', shallow(anyJson(...names)), (value) =>
    imported(() => importFrom(JSON.stringify(value), context)),
  );
  for (const { name, text } of importFixtures()) {
    property(`${name}, damaged, is a connection or an error`, damagedFixture(text), (source) =>
      imported(() => importFrom(source, context)),
    );
  }
  property(
    'any environment is a connection or an error',
    fc.tuple(adobeSecret, fc.dictionary(fc.constantFrom(...variableNames), fc.oneof(anyText, fc.constant(undefined)))),
    ([secret, variables]) =>
      imported(() => importFromEnvironment({ ...variables, AEP_SECRET: secret }, context), [secret]),
  );
}

const variableNames = [
  ...Object.keys(aepVariables),
  ...['AIO_ims', 'AIO_ims_contexts', 'AIO_ims_contexts_a', 'AIO_ims_contexts_a_client__id', 'AIO_IMS_a_b_c_d_e_f_g_h'],
  ...['AIO_ims_contexts___proto___client__id', 'IMS_OAUTH_S2S_', 'IMS_OAUTH_S2S_CLIENT_ID', 'SERVICE_API_KEY', 'PATH'],
];

function damagedFixture(text: string): fc.Arbitrary<string> {
  if (!text.startsWith('{"') && !text.startsWith('{\n  "')) return damagedText(text);
  return fc.oneof(
    damagedText(text),
    shallow(damaged(JSON.parse(text))).map((value) => JSON.stringify(value)),
  );
}

/** What may stand in each field of a connection. */
const plainText = fc.string({ unit: fc.constantFrom('a', 'b', 'X', '1', '2', '_', '.'), minLength: 1, maxLength: 30 });
const anyConnection = fc
  .record({
    base: fc.constantFrom(oauthConnection(), jwtConnection()),
    clientId: plainText,
    org: fc.string({ unit: fc.constantFrom('A', '0', 'f'), minLength: 1, maxLength: 24 }),
    sandbox: fc.option(plainText, { nil: undefined }),
  })
  .map(({ base: { credential, ...rest }, clientId, org, sandbox }) => ({
    ...rest,
    id: 'id',
    clientId,
    imsOrg: `${org}@AdobeOrg`,
    credential: summaryOf(credential),
    ...(sandbox === undefined ? {} : { sandbox }),
  }));

export function exportProperties(): void {
  property(
    'what was exported is imported again, but for the secrets',
    fc.tuple(anyConnection, fc.constantFrom('postman' as const, 'dotenv' as const)),
    async ([connection, format]) => {
      const { candidates } = await importFrom(exportConnection(connection, format), context);
      const { draft } = candidates[0]!;
      const { imsOrg, clientId, environment, sandbox, credential } = connection;
      assert.equal(candidates.length, 1);
      assert.deepEqual(
        { ...draft, credential: undefined },
        { imsOrg, clientId, environment, ...(sandbox === undefined ? {} : { sandbox }), credential: undefined },
      );
      assert.deepEqual(summaryOf({ ...credential, ...draft.credential } as never), credential);
    },
  );
}
