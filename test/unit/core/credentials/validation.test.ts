import assert from 'node:assert/strict';
import {
  bareMetascope,
  checkAepScopes,
  checkClientId,
  checkClientSecret,
  checkImsOrg,
  checkName,
  checkSandbox,
  checkScope,
  checkTechnicalAccountId,
  splitList,
  type Check,
  type Finding,
} from '../../../../src/core/credentials/validation';

/** `error: problem`, `warning: problem`, or `good`. */
const said = (finding: Finding | undefined): string => (finding ? `${finding.severity}: ${finding.problem}` : 'good');
const hex = (length: number): string => '0123456789abcdef'.repeat(3).slice(0, length);

interface Example {
  readonly check: Check;
  readonly examples: Readonly<Record<string, string>>;
}

const checks: Readonly<Record<string, Example>> = {
  'a name': {
    check: checkName,
    examples: {
      Acme: 'good',
      [' '.repeat(200) + 'Acme']: 'good',
      ['n'.repeat(100)]: 'good',
      ['n'.repeat(101)]: 'error: too-long',
      ' ': 'error: missing',
      'a\u0007b': 'error: bad-characters',
    },
  },
  'an organisation': {
    check: checkImsOrg,
    examples: {
      'ABCDEF1234567890ABCDEF12@AdobeOrg': 'good',
      [`${'A'.repeat(20)}@AdobeOrg`]: 'good',
      [`${'z'.repeat(30)}@AdobeOrg`]: 'good',
      [`${'A'.repeat(19)}@AdobeOrg`]: 'warning: org-unusual',
      [`${'A'.repeat(31)}@AdobeOrg`]: 'warning: org-unusual',
      [`${'A'.repeat(246)}_@AdobeOrg`]: 'warning: org-unusual',
      [`${'A'.repeat(12)}_${'A'.repeat(12)}@AdobeOrg`]: 'warning: org-unusual',
      [`${'A'.repeat(248)}@AdobeOrg`]: 'error: too-long',
      '@AdobeOrg': 'error: org-not-adobe-org',
      'ABCDEF1234567890ABCDEF12@AdobeOrganisation': 'error: org-not-adobe-org',
      'mailto:ABCDEF1234567890ABCDEF12@AdobeOrg': 'error: org-not-adobe-org',
      '': 'error: missing',
    },
  },
  'a client id': {
    check: checkClientId,
    examples: {
      [hex(32)]: 'good',
      [hex(31)]: 'warning: client-id-unusual',
      [hex(33)]: 'warning: client-id-unusual',
      [`g${hex(31)}`]: 'warning: client-id-unusual',
      [hex(32).toUpperCase()]: 'warning: client-id-unusual',
      'app-p8e-2': 'warning: client-id-unusual',
      'x@AdobeOrg.example': 'warning: client-id-unusual',
      'x@techacct.adobe.com.example': 'warning: client-id-unusual',
      'p8e-FAKE': 'error: client-id-is-something-else',
      'P8E-FAKE': 'error: client-id-is-something-else',
      'x@AdobeOrg': 'error: client-id-is-something-else',
      'x@techacct.adobe.com': 'error: client-id-is-something-else',
      'two words': 'error: bad-characters',
      é: 'error: bad-characters',
      '': 'error: missing',
    },
  },
  'a client secret': {
    check: checkClientSecret,
    examples: {
      '!~': 'good',
      ['s'.repeat(4096)]: 'good',
      ['s'.repeat(4097)]: 'error: too-long',
      'é!': 'error: bad-characters',
      '!é': 'error: bad-characters',
      '': 'error: missing',
    },
  },
  'a technical account': {
    check: checkTechnicalAccountId,
    examples: {
      '0123456789ABCDEF01234567@techacct.adobe.com': 'good',
      '0123456789ABCDEF01234567@TechAcct.Adobe.com': 'good',
      '12345678-1234@techacct.adobe.com': 'good',
      'of-12345678-1234-1234-1234-123456789012@techacct.adobe.com': 'good',
      '12345678-1234-1234-1234-123456789012@techacct.adobe.com': 'warning: technical-account-is-email',
      'ABCDEF12-ABCD-ABCD-ABCD-ABCDEF123456@techacct.adobe.com': 'warning: technical-account-is-email',
      '@techacct.adobe.com': 'error: technical-account-without-domain',
      'a@b@techacct.adobe.com': 'error: technical-account-without-domain',
      '0123@techacct.adobe.com.example': 'error: technical-account-without-domain',
      '0123@techacctXadobe.com': 'error: technical-account-without-domain',
      '0123@techacct.adobeXcom': 'error: technical-account-without-domain',
      '': 'error: missing',
    },
  },
  'a sandbox': {
    check: checkSandbox,
    examples: {
      prod: 'good',
      'qa-emea-2': 'good',
      p: 'good',
      'Prod Emea': 'error: bad-characters',
      Prod: 'warning: sandbox-unusual',
      '2prod': 'warning: sandbox-unusual',
      prod_2: 'warning: sandbox-unusual',
      ['p'.repeat(257)]: 'error: too-long',
    },
  },
  'a scope': {
    check: checkScope,
    examples: {
      'additional_info.projectedProductContext': 'good',
      'https://ims/s/ent_x-1': 'good',
      '"openid': 'error: bad-characters',
      'openid"': 'error: bad-characters',
      '': 'error: missing',
    },
  },
};

for (const [what, { check, examples }] of Object.entries(checks)) {
  suite(`Of ${what}`, () => {
    for (const [value, expected] of Object.entries(examples)) {
      const shown = value.length > 70 ? `${value.slice(0, 8).trim()}… (${value.length} characters)` : value;
      test(`“${shown}” is said: ${expected}`, () => {
        assert.equal(said(check(value)), expected);
      });
    }
  });
}

suite('Of a list of scopes', () => {
  const lists: readonly (readonly [scopes: readonly string[], expected: string])[] = [
    [['openid', 'AdobeID'], 'good'],
    [['session', 'AdobeID', 'openid'], 'good'],
    [[], 'error: missing'],
    [['openid'], 'warning: scopes-unusual'],
    [['AdobeID'], 'warning: scopes-unusual'],
    [['openid', 'AdobeID', 'a"b'], 'error: bad-characters'],
  ];
  for (const [scopes, expected] of lists) {
    test(`“${scopes.join(',')}” is said: ${expected}`, () => {
      assert.equal(said(checkAepScopes(scopes)), expected);
    });
  }

  test('the items are found between commas, spaces and line breaks, also where several stand together', () => {
    assert.deepEqual(splitList(' openid, AdobeID\n\tsession,,x '), ['openid', 'AdobeID', 'session', 'x']);
    assert.deepEqual(splitList(' '), []);
  });

  test('a metascope is found in its claim, and nowhere else', () => {
    assert.equal(bareMetascope(' https://ims-na1.adobelogin.com/s/ent_dataservices_sdk\n'), 'ent_dataservices_sdk');
    assert.equal(bareMetascope('http://127.0.0.1:9/s/ent_x'), 'ent_x');
    for (const other of ['ent_x', 'see:https://ims/s/ent_x', 'https://ims/t/s/ent_x', 'https:///s/ent_x']) {
      assert.equal(bareMetascope(other), other);
    }
  });
});
