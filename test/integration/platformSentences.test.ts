import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { demo } from '../emulator/demo';
import { type Fault } from '../emulator/localAdobe';
import { run } from './support/aepCommands';
import { classUri, readClass, type ClassDocument } from './support/documents';
import { assertTellsNone, rejectionOf } from './support/failure';
import { type AdobeFixture, useLocalAdobe } from './support/localAdobe';
import { sentenceOf } from './support/sentence';

interface PlatformCase {
  readonly name: string;
  /** Adds the connection, and makes Adobe as the case wants it. */
  readonly given: (fixture: AdobeFixture) => Promise<string>;
  readonly sentence: string;
  readonly document?: ClassDocument;
  /** How often the platform is asked. Default: once. */
  readonly requests?: number;
}

const noAccess =
  'The credential has no access to Experience Platform in this IMS organisation. ' +
  'Check the organisation ID, and that the credential is in a product profile (such as AEP-Default-All-Users).';
const noPermission =
  'The credential does not have the required permission. ' +
  'Ask an administrator to add it to a role (Permissions › Roles › API credentials) ' +
  'that includes the sandbox and View Schemas.';
const noApi =
  'Experience Platform refused the client ID as an API key. ' +
  'Check the client ID, and that the project has the Experience Platform API.';
const noAdobe =
  '<platform> answered with something that Adobe’s API does not send. ' +
  'A proxy or sign-in page may be in between: check the network and the origins of the connection.';
const noOrganisation =
  'Experience Platform did not get the IMS organisation ID. ' +
  'Check the organisation ID of the connection; if it is right, a proxy may be removing the header x-gw-ims-org-id.';
const tokenRefused =
  'Experience Platform refused the access token. ' +
  'Check that the environment is the one that issued it, then generate a new token.';

const refusals: readonly PlatformCase[] = [
  {
    name: 'the organisation of somebody else (403025)',
    given: (fixture) => fixture.add(fixture.oauth({ imsOrg: 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg' })),
    sentence: `${noAccess} (HTTP 403, 403025, request ID <id>)`,
  },
  {
    name: 'no product profile (403025, as a number)',
    given: (fixture) => {
      fixture.adobe.gatewayErrorStyle = 'new';
      fixture.adobe.updateCredential(demo.oauth.clientId, { hasProfile: false });
      return fixture.add();
    },
    sentence: `${noAccess} (HTTP 403, 403025, request ID <id>)`,
  },
  {
    name: 'a malformed organisation (403027)',
    given: (fixture) => fixture.add(fixture.oauth({ imsOrg: 'ABC@AdobeOrg' })),
    sentence: `${noAccess} (HTTP 403, 403027, request ID <id>)`,
  },
  {
    name: 'no Experience Platform API on the project (403003)',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { services: ['I/O Management API'] });
      return fixture.add();
    },
    sentence: `${noApi} (HTTP 403, 403003, request ID <id>)`,
  },
  {
    name: 'no role',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { hasRole: false });
      return fixture.add();
    },
    sentence: `${noPermission} (HTTP 403, XDM-1030-403, request ID <id>)`,
  },
  {
    name: 'a sandbox that the role does not include',
    given: (fixture) => {
      fixture.adobe.updateCredential(demo.oauth.clientId, { sandboxes: ['prod'] });
      return fixture.add();
    },
    document: { sandbox: 'dev' },
    sentence: `${noPermission} (HTTP 403, XDM-1030-403, request ID <id>)`,
  },
  {
    name: 'a class that is not there',
    given: (fixture) => fixture.add(),
    document: { id: '_xdm.classes.nothing' },
    sentence:
      'The registry has no such resource. Check the sandbox, or refresh the list. ' +
      '(HTTP 404, XDM-1010-404, request ID <id>)',
  },
  {
    name: 'a request that the registry refuses',
    given: failing({ status: 400, body: { type: 'http://ns.adobe.com/aep/errors/XDM-1007-400', status: 400 } }),
    sentence:
      'Experience Platform refused the request. Adobe’s support can tell from the code why. ' +
      '(HTTP 400, XDM-1007-400, request ID <id>)',
  },
  {
    name: 'a request whose organisation got lost on the way (400003)',
    given: failing({ status: 400, body: { error_code: '400003', message: 'Missing header' } }),
    sentence: `${noOrganisation} (HTTP 400, 400003, request ID <id>)`,
  },
  {
    name: 'a token that is refused however new it is',
    given: failing({ status: 401, body: { error_code: '401013', message: 'Oauth token is not valid' } }),
    sentence: `${tokenRefused} (HTTP 401, 401013, request ID <id>)`,
    requests: 2,
  },
  {
    name: 'a pasted token that is refused',
    given: (fixture) => {
      const token = fixture.adobe.issueToken(demo.oauth.clientId);
      fixture.adobe.revokeAllTokens();
      return fixture.add(fixture.pasted(token));
    },
    sentence:
      'Experience Platform refused the pasted access token. ' +
      'Check that the environment is the one that issued it, then paste a new one.',
  },
];

const ways: readonly PlatformCase[] = [
  {
    name: 'too many requests, with a long pause asked for',
    given: failing({ status: 429, headers: { 'retry-after': '30' }, body: { error_code: '429050' } }),
    sentence: 'Adobe is throttling requests. Try again in 30 s. (HTTP 429, 429050, request ID <id>)',
  },
  {
    name: 'too many requests, without a word about a pause',
    given: failing({ status: 429 }),
    sentence: 'Adobe is throttling requests. Wait a minute and try again. (HTTP 429, request ID <id>)',
    requests: 3,
  },
  {
    name: 'a server error',
    given: failing({ status: 500, body: { title: 'Internal Server Error' } }),
    sentence: '<platform> reported a server error. Wait a minute and try again. (HTTP 500, request ID <id>)',
    requests: 2,
  },
  {
    name: 'a gateway that gets no answer itself',
    given: failing({ status: 504, headers: { 'retry-after': '60' }, body: '<html></html>' }),
    sentence: '<platform> reported a server error. Try again in 60 s. (HTTP 504, request ID <id>)',
  },
  {
    name: 'a dropped connection',
    given: failing('drop'),
    sentence: 'The connection to <platform> broke off. Check the network connection and try again. (ECONNRESET)',
    requests: 3,
  },
  {
    name: 'a connection that is dropped in the middle of the answer',
    given: failing('drop-mid-body'),
    sentence: 'The connection to <platform> broke off. Check the network connection and try again. (ECONNRESET)',
    requests: 3,
  },
  { name: 'a sign-in page', given: failing('html'), sentence: `${noAdobe} (HTTP 200)` },
  {
    name: 'a page that a proxy refuses with',
    given: failing({ status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>Blocked</h1>' }),
    sentence: `${noAdobe} (HTTP 403, request ID <id>)`,
  },
  { name: 'half a JSON', given: failing('truncated-json'), sentence: `${noAdobe} (HTTP 200)` },
  { name: 'an empty answer', given: failing('empty'), sentence: `${noAdobe} (HTTP 200)` },
  { name: 'an answer that is no UTF-8', given: failing('not-utf8'), sentence: noAdobe },
  {
    name: 'a redirect',
    given: failing('redirect'),
    sentence:
      '<platform> redirected the request; the redirect was not followed. ' +
      'Secrets are sent only to the connection’s own origins: check that these are right. (HTTP 302)',
  },
];

for (const [title, cases] of [
  ['what the platform refuses', refusals],
  ['a way to the platform that fails', ways],
] as const) {
  suite(`The sentence for ${title}`, () => {
    const fixture = useLocalAdobe();

    for (const { name, given, sentence, document, requests = 1 } of cases) {
      test(name, async () => {
        const failure = await rejectionOf(readClass(await given(fixture), document));
        assert.equal(sentenceOf(failure.message, fixture), sentence);
        assert.equal(fixture.platformAnswers.length, requests);
        assertTellsNone(fixture.secrets, failure.error);
      });
    }

    test('is the one that the editor shows in place of a document', async () => {
      const id = await fixture.add(fixture.oauth({ imsOrg: 'AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg' }));
      const failure = await rejectionOf(vscode.workspace.openTextDocument(classUri(id)));
      assert.ok(failure.message.includes(noAccess), failure.message);
      assertTellsNone(fixture.secrets, failure.error);
    });

    test('is not that of the first attempt when the second one succeeds', async () => {
      const id = await fixture.add();
      const fault = fixture.adobe.fail({ service: 'platform', fault: 'html' });
      await rejectionOf(readClass(id));
      fault.remove();
      assert.match(await readClass(id), /^\{/);
    });
  });
}

suite('The list of classes', () => {
  const fixture = useLocalAdobe({ data: { generatedClasses: 45 }, maxPageSize: 10 });
  const tokenRefusal = { status: 401, body: { error_code: '401013', message: 'Oauth token is not valid' } };

  test('is loaded page by page to its end', async () => {
    await fixture.add();
    await run('aep.xdm.refresh');
    assert.deepEqual(fixture.platformAnswers, [200, 200, 200, 200, 200]);
    const cursors = fixture.adobe.requests.slice(1).map(({ query }) => query.get('start'));
    assert.equal(new Set(cursors).size, 5);
    assert.equal(fixture.adobe.mints, 1);
  });

  test('goes on with a new token when the old one is refused in the middle', async () => {
    await fixture.add();
    fixture.adobe.fail({ service: 'platform', skip: 2, times: 1, fault: tokenRefusal });
    await run('aep.xdm.refresh');
    assert.deepEqual(fixture.platformAnswers, [200, 200, 401, 200, 200, 200]);
    assert.equal(fixture.adobe.mints, 2);
    const pages = fixture.adobe.requests.filter(({ service, status }) => service === 'platform' && status === 200);
    assert.equal(new Set(pages.map(({ query }) => query.get('start'))).size, 5, 'no page twice, none left out');
  });

  test('ends when the new token is refused too', async () => {
    await fixture.add();
    fixture.adobe.fail({ service: 'platform', skip: 2, fault: tokenRefusal });
    await run('aep.xdm.refresh');
    assert.deepEqual(fixture.platformAnswers, [200, 200, 401, 401]);
    assert.equal(fixture.adobe.mints, 2);
  });

  test('goes on after a pause that Adobe asked for', async () => {
    await fixture.add();
    const fault = { status: 429, headers: { 'retry-after': '1' } };
    fixture.adobe.fail({ service: 'platform', skip: 1, times: 1, fault });
    await run('aep.xdm.refresh');
    assert.deepEqual(fixture.platformAnswers, [200, 429, 200, 200, 200, 200]);
  });

  const endings: readonly Fault[] = ['html', 'truncated-json', 'empty', 'redirect', { status: 403, body: {} }];
  for (const fault of endings) {
    test(`ends without a rejection when its second page is ${JSON.stringify(fault)}: the view tells it`, async () => {
      await fixture.add();
      fixture.adobe.fail({ service: 'platform', skip: 1, fault });
      assert.equal(await run('aep.xdm.refresh'), undefined);
      assert.equal(fixture.platformAnswers.length, 2);
    });
  }

  test('is stopped, and what is under way with it', async () => {
    await fixture.add();
    fixture.adobe.fail({ service: 'platform', skip: 1, fault: 'hang' });
    const loading = run('aep.xdm.refresh');
    while (fixture.platformAnswers.length < 2) await new Promise(setImmediate);
    await run('aep.xdm.stop');
    await loading;
    assert.deepEqual(fixture.platformAnswers, [200, undefined]);
  });
});

/** A connection to the demo's OAuth credential, whose every request to the platform fails. */
function failing(fault: Fault): (fixture: AdobeFixture) => Promise<string> {
  return (fixture) => {
    fixture.adobe.fail({ service: 'platform', fault });
    return fixture.add();
  };
}
