import * as assert from 'node:assert/strict';
import type { Connection } from '../../../../src/core/credentials/connection';
import { exportConnection } from '../../../../src/core/credentials/connectionExport';
import type { NewConnection } from '../../../../src/core/credentials/connectionInput';
import { summaryOf } from '../../../../src/core/credentials/connectionRecord';
import { importFrom } from '../../../../src/core/credentials/importers/recognise';
import { missingFields } from '../../../../src/core/credentials/importers/missing';
import { jwtConnection, nowhere, oauthConnection, pastedConnection, tokenOf } from '../../../support/connections';

const token = tokenOf({ exp: 9_999_999_999 });

/** As the store lists it: without its secrets. */
function listed({ credential, ...rest }: NewConnection): Connection {
  return { ...rest, id: 'x', credential: summaryOf(credential) };
}

suite('Export', () => {
  const kinds = {
    'OAuth Server-to-Server': [oauthConnection(nowhere, { sandbox: 'dev' }), ['credential.clientSecret']],
    'service account': [jwtConnection(), ['credential.clientSecret', 'credential.privateKey', 'credential.passphrase']],
  } as const;

  for (const [kind, [whole, secrets]] of Object.entries(kinds)) {
    for (const format of ['postman', 'dotenv'] as const) {
      test(`of a ${kind} as ${format} is read again, and lacks its secrets alone`, async () => {
        const text = exportConnection(listed(whole), format);
        const { candidates, ignored } = await importFrom(text, { nowMs: 0, fallbackName: 'x' });
        const { draft } = candidates[0]!;
        assert.deepEqual(ignored, []);
        assert.deepEqual(missingFields(draft), secrets);
        const { imsOrg, clientId, environment, sandbox } = draft;
        assert.deepEqual(
          [imsOrg, clientId, environment, sandbox],
          [whole.imsOrg, whole.clientId, whole.environment, whole.sandbox],
        );
        const { credential } = listed(whole);
        assert.deepEqual({ ...credential, ...draft.credential }, credential);
      });
    }
  }

  const origins = { imsOrigin: 'https://ims.example', platformOrigin: 'http://127.0.0.1:8080' };

  test('as postman has the names, kinds and scope that Postman and Adobe’s requests go by', () => {
    const { name, imsOrg, clientId, credential } = jwtConnection();
    const exported = exportConnection(listed(jwtConnection(origins, { sandbox: 'dev' })), 'postman');
    const value = (key: string, text: string): object => ({ key, value: text, type: 'default', enabled: true });
    const secret = (key: string): object => ({ key, value: '', type: 'secret', enabled: true });
    assert.deepEqual(JSON.parse(exported), {
      name,
      values: [
        value('API_KEY', clientId),
        value('IMS_ORG', imsOrg),
        value('IMS', 'ims.example'),
        value('PLATFORM_URL', 'http://127.0.0.1:8080'),
        value('SANDBOX_NAME', 'dev'),
        secret('CLIENT_SECRET'),
        secret('PRIVATE_KEY'),
        value('TECHNICAL_ACCOUNT_ID', credential.kind === 'jwt' ? credential.technicalAccountId : 'none'),
        value('META_SCOPE', 'ent_dataservices_sdk'),
        secret('ACCESS_TOKEN'),
      ],
      _postman_variable_scope: 'environment',
    });
    assert.match(exported, /^\{\n {2}"name": .*\n\}\n$/s, 'one line for each, as Postman writes it');
  });

  test('as postman has the scopes and metascopes with commas between, as its requests send them', () => {
    const scopes = ['openid', 'AdobeID'];
    const oauth = oauthConnection(origins, {
      credential: { kind: 'oauth-server-to-server', clientSecrets: ['p8e-FAKE'], scopes },
    });
    const account = jwtConnection().credential as Extract<NewConnection['credential'], { kind: 'jwt' }>;
    const jwt = jwtConnection(origins, { credential: { ...account, metascopes: ['ent_a', 'ent_b'] } });
    const lines = (connection: NewConnection): readonly string[] => {
      const { values } = JSON.parse(exportConnection(listed(connection), 'postman')) as {
        values: { key: string; value: string; type: string }[];
      };
      return values.slice(5).map(({ key, value, type }) => `${key} ${type} ${value}`);
    };
    assert.deepEqual(lines(oauth), ['CLIENT_SECRET secret ', 'SCOPES default openid,AdobeID', 'ACCESS_TOKEN secret ']);
    const production = exportConnection(listed(oauthConnection()), 'postman');
    assert.match(production, /"key": "PLATFORM_URL",\s+"value": "platform\.example"/, 'the scheme is in the requests');
    assert.equal(lines(jwt).at(-2), 'META_SCOPE default ent_a,ent_b');
  });

  test('as postman leaves empty what there is none of', () => {
    const { values } = JSON.parse(exportConnection(listed(pastedConnection(token)), 'postman')) as {
      values: { key: string; value: string }[];
    };
    assert.deepEqual(
      values.map(({ key, value }) => (value === '' ? `${key}=` : key)),
      ['API_KEY', 'IMS_ORG', 'IMS', 'PLATFORM_URL', 'SANDBOX_NAME=', 'ACCESS_TOKEN='],
    );
  });

  test('as dotenv begins with its name and has one line for each', () => {
    const { clientId, imsOrg } = oauthConnection();
    const scopes = ['openid', 'AdobeID'];
    const credential = { kind: 'oauth-server-to-server', clientSecrets: ['p8e-FAKE'], scopes } as const;
    assert.equal(
      exportConnection(listed(oauthConnection(origins, { credential })), 'dotenv'),
      [
        '# Demo',
        `AEP_CLIENT_ID=${clientId}`,
        `AEP_ORG_ID=${imsOrg}`,
        'AEP_SANDBOX_NAME=',
        'AEP_IMS_ORIGIN=https://ims.example',
        'AEP_PLATFORM_ORIGIN=http://127.0.0.1:8080',
        'AEP_CLIENT_SECRET=',
        'AEP_SCOPES=openid,AdobeID',
        '',
      ].join('\n'),
    );
    const metascopes = ['ent_a', 'ent_b'];
    const account = jwtConnection().credential;
    const ofAccount = jwtConnection(origins, {
      credential: { ...account, metascopes } as NewConnection['credential'],
    });
    const lines = exportConnection(listed(ofAccount), 'dotenv').split('\n');
    assert.deepEqual(
      lines.slice(6).map((line) => line.replace(/=.*@/, '=…@')),
      [
        'AEP_CLIENT_SECRET=',
        'AEP_PRIVATE_KEY=',
        'AEP_TECHNICAL_ACCOUNT_ID=…@techacct.adobe.com',
        'AEP_METASCOPES=ent_a,ent_b',
        '',
      ],
    );
  });

  test('of a pasted token holds no token', () => {
    for (const format of ['postman', 'dotenv'] as const) {
      const text = exportConnection(listed(pastedConnection(token)), format);
      assert.ok(!text.includes('eyJ'));
      assert.match(text, /ACCESS_TOKEN/);
    }
  });
});
