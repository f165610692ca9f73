import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AepError, type AepErrorCode, type KeyProblem } from '../../../../src/core/errors';
import {
  keyFingerprint,
  looksEncrypted,
  normalisePrivateKey,
  openPrivateKey,
} from '../../../../src/core/credentials/privateKey';
import {
  certificatePem,
  der,
  derOf,
  ecKey,
  ed25519Key,
  encryptedPem,
  encryptedPkcs1,
  encryptedPkcs8,
  hugePkcs1,
  oid,
  openSshPem,
  passphrase,
  pbkdf2Envelope,
  pemOf,
  pkcs1,
  pkcs12,
  pkcs8,
  pkcs8Of,
  pssKey,
  publicPem,
  publicPkcs1,
  rsaKey,
  sameKey,
  scryptEnvelope,
  sec1,
  shortRsaKey,
  tripleDesPkcs1,
} from '../../../support/keys';

type Input = string | Uint8Array;

const shapes: readonly { name: string; pem: () => string; encrypted: boolean; hasHeaders?: true }[] = [
  { name: 'PKCS#1', pem: pkcs1, encrypted: false },
  { name: 'PKCS#8', pem: pkcs8, encrypted: false },
  { name: 'encrypted PKCS#8', pem: encryptedPkcs8, encrypted: true },
  { name: 'encrypted PKCS#1', pem: encryptedPkcs1, encrypted: true, hasHeaders: true },
  { name: 'triple-DES PKCS#1', pem: tripleDesPkcs1, encrypted: true, hasHeaders: true },
];

const utf16le = (pem: string): Buffer => Buffer.from(`\ufeff${pem}`, 'utf16le');
const base64 = (input: Input): string => Buffer.from(input as string).toString('base64');
const wrapped = (text: string): string => text.replace(/.{76}/g, '$&\r\n');
const bagAttributes =
  'Bag Attributes\n    localKeyID: 54 69 6D 65 20 31 \n    friendlyName: adobe\nKey Attributes: <No Attributes>\n';

/** What happens to a key between the console's download and an input box. */
const mishaps: Record<string, (pem: string) => Input> = {
  'as it is': (pem) => pem,
  'as bytes': (pem) => Buffer.from(pem),
  'with CRLF': (pem) => pem.replaceAll('\n', '\r\n'),
  'with CR': (pem) => pem.replaceAll('\n', '\r'),
  'with line breaks turned into spaces': (pem) => pem.replaceAll('\n', ' ').trim(),
  'with line breaks gone': (pem) => pem.replaceAll('\n', ''),
  'with all white space gone': (pem) => pem.replace(/\s/g, ''),
  'with escaped line breaks': (pem) => pem.replaceAll('\n', '\\n'),
  'with escaped CRLF': (pem) => pem.replaceAll('\n', '\\r\\n'),
  'with line breaks escaped by their numbers': (pem) => pem.replaceAll('\n', '\\u000d\\u000A'),
  'with doubly escaped line breaks': (pem) => pem.replaceAll('\n', '\\\\n'),
  'as a JSON string': (pem) => JSON.stringify(pem),
  'as a JSON string inside a JSON string': (pem) => JSON.stringify(JSON.stringify(pem)),
  'as a JSON member, slashes escaped': (pem) =>
    JSON.stringify({ private_key: pem, client_id: 'a' }).replaceAll('/', '\\/'),
  'in single quotes': (pem) => `'${pem}'`,
  'in an environment file': (pem) => `IMS_PRIVATE_KEY="${pem.replaceAll('\n', '\\n')}"\nIMS_X="1"\n`,
  'indented, as in YAML': (pem) => `key: |\n${pem.replace(/^/gm, '    ')}`,
  'with tabs and blank lines': (pem) => pem.replaceAll('\n', '\n\n\t'),
  'with a byte order mark': (pem) => `\ufeff${pem}`,
  'as bytes with a byte order mark': (pem) => Buffer.from(`\ufeff${pem}`),
  'as UTF-16 LE': utf16le,
  'as UTF-16 BE': (pem) => utf16le(pem).swap16(),
  'as UTF-16 read as UTF-8': (pem) => utf16le(pem).toString('utf8'),
  'with no-break and zero-width spaces': (pem) => `\u00a0\u200b${pem.replaceAll('\n', '\u00a0\n')}`,
  "with a word processor's dashes": (pem) => pem.replaceAll('-----', '\u2014\u2014\u2013'),
  'after bag attributes': (pem) => bagAttributes + pem,
  'after its certificate': (pem) => certificatePem() + pem,
  'before its certificate': (pem) => pem + certificatePem(),
  'after a public key, on one line': (pem) => (publicPem() + pem).replaceAll('\n', ' '),
  'within a mail': (pem) => `Hi, here is the key:\n\n${pem}\nBest, X -- sent from my phone`,
  'as Base64': base64,
  'as Base64 with line breaks': (pem) => wrapped(base64(pem)),
  'as Base64 with line breaks turned into spaces': (pem) => wrapped(base64(pem)).replaceAll('\r\n', ' '),
  'as quoted Base64': (pem) => `"${base64(pem)}",`,
  'as Base64 of Base64': (pem) => base64(base64(pem)),
  'as Base64 of UTF-16': (pem) => base64(utf16le(pem)),
};

/** Only where no header lines carry a part of the key. */
const mishapsOfBareBodies: Record<string, (pem: string) => Input> = {
  'as DER': derOf,
  'as DER in a larger array': (pem) => new Uint8Array(Buffer.concat([Buffer.alloc(5), derOf(pem)])).subarray(5),
  'as DER with a line break behind': (pem) => Buffer.concat([derOf(pem), Buffer.from('\n')]),
  'as a bare Base64 body': (pem) => base64(derOf(pem)),
  'as a bare Base64 body, wrapped': (pem) => wrapped(base64(derOf(pem))),
  'as a bare Base64 body, quoted': (pem) => `"${base64(derOf(pem))}"`,
  'without its BEGIN line': (pem) => pem.replace(/^.*\n/, ''),
  'without its END line': (pem) => pem.replace(/-----END.*\n/, ''),
  'without its padding': (pem) => pem.replace(/=+/, ''),
  'under a label that is wrong': (pem) => pemOf('RSA PRIVATE KEY', derOf(pem)),
  'under another label that is wrong': (pem) => pemOf('PRIVATE KEY', derOf(pem)),
};

function failure(input: Input, withPassphrase?: string): AepError {
  try {
    normalisePrivateKey(input, withPassphrase);
  } catch (error) {
    assert.ok(error instanceof AepError, String(error));
    return error;
  }
  return assert.fail('The key was accepted');
}

function assertRefused(input: Input, code: AepErrorCode, withPassphrase?: string): AepError {
  const error = failure(input, withPassphrase);
  assert.equal(error.code, code, error.message);
  assert.match(error.message, /\w \w/, 'the log says what is wrong');
  const field = code.startsWith('KEY_PASSPHRASE') ? 'credential.passphrase' : 'credential.privateKey';
  const { keyProblem, ...details } = error.details;
  assert.deepEqual(details, { field });
  assert.ok(keyProblem === undefined || code === 'KEY_UNREADABLE');
  return error;
}

suite('normalisePrivateKey', function () {
  // Making a key takes as long as its primes are hard to find.

  for (const { name, pem, encrypted, hasHeaders } of shapes) {
    const all = { ...mishaps, ...(hasHeaders ? {} : mishapsOfBareBodies) };
    for (const [mishap, befall] of Object.entries(all)) {
      test(`takes ${name} ${mishap}`, () => {
        const input = befall(pem());
        const key = normalisePrivateKey(input, encrypted ? passphrase : undefined);
        assert.ok(key.pem === pem(), 'The PEM is not the one that went in');
        assert.equal(key.encrypted, encrypted);
        assert.ok(sameKey(key.pem));
        assert.equal(looksEncrypted(input), encrypted);
      });
    }
  }

  test('ignores a passphrase that the key does not need', () => {
    assert.deepEqual(normalisePrivateKey(pkcs8(), 'for nothing'), { pem: pkcs8(), encrypted: false });
  });

  test('finds nothing to change in what it returned', () => {
    const { pem } = normalisePrivateKey(encryptedPkcs1().replaceAll('\n', ''), passphrase);
    assert.equal(normalisePrivateKey(pem, passphrase).pem, pem);
  });
});

suite('normalisePrivateKey refuses', function () {
  // Making a key takes as long as its primes are hard to find.

  const certificateDer = (): Buffer => derOf(certificatePem());
  const cut = (pem: string, share: number): string => pem.slice(0, Math.floor(pem.length * share));
  const damaged = (): Buffer => {
    const bytes = derOf(pkcs1());
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    return bytes;
  };
  const tables: readonly [AepErrorCode, Record<string, () => Input>][] = [
    [
      'KEY_IS_CERTIFICATE',
      {
        'a certificate': certificatePem,
        'a certificate on one line': () => certificatePem().replaceAll('\n', ' '),
        "a certificate's DER": certificateDer,
        "a certificate's bare Base64": () => base64(certificateDer()),
        'a chain of certificates': () => certificatePem() + certificatePem(),
        'a certificate under a private label': () => pemOf('PRIVATE KEY', certificateDer()),
        'a certificate request': () => pemOf('CERTIFICATE REQUEST', Buffer.alloc(300)),
      },
    ],
    [
      'KEY_IS_PUBLIC',
      {
        'a public key': publicPem,
        'a public PKCS#1 key': publicPkcs1,
        "a public key's DER": () => derOf(publicPem()),
        'a public key under a private label': () => pemOf('RSA PRIVATE KEY', derOf(publicPkcs1())),
        'an ssh-rsa line': () => `ssh-rsa ${base64(Buffer.alloc(270))} me@home`,
        'a public key with all white space gone': () => publicPem().replace(/\s/g, ''),
        'an ssh-rsa line after an empty one': () => `\n ssh-rsa ${base64(Buffer.alloc(270))} me@home`,
        'an ssh-ed25519 line': () => `ssh-ed25519 ${base64(Buffer.alloc(50))} me@home`,
        'an SSH2 public key': () => '---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2E=\n---- END SSH2 PUBLIC KEY ----',
      },
    ],
    [
      'KEY_NOT_RSA',
      {
        'an EC key in the armour of its own, whatever is in it': () => pemOf('EC PRIVATE KEY', Buffer.alloc(9)),
        'a DSA key in the armour of its own, whatever is in it': () => pemOf('DSA PRIVATE KEY', Buffer.alloc(9)),
        'an EC key': () => pkcs8(ecKey()),
        'a SEC 1 key': sec1,
        "a SEC 1 key's DER": () => derOf(sec1()),
        'an encrypted SEC 1 key': () =>
          ecKey().export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString(),
        'a key of an algorithm that Node does not know': () => pkcs8Of('2a030405'),
        'an Ed25519 key': () => pkcs8(ed25519Key()),
        'an RSA-PSS key, which RS256 cannot use': () => pkcs8(pssKey()),
        'an OpenSSH key that is not RSA': () => openSshPem('ssh-ed25519'),
        'a DSA key': () => der(0x30, ...Array.from({ length: 6 }, () => der(0x02, Buffer.from([1])))),
      },
    ],
    [
      'KEY_TOO_SHORT',
      {
        'a key a byte short': () => hugePkcs1(2040),
        'a PKCS#1 key': () => pkcs1(shortRsaKey()),
        'a PKCS#8 key': () => pkcs8(shortRsaKey()),
      },
    ],
    [
      'KEY_UNREADABLE',
      {
        nothing: () => '',
        'no bytes': () => new Uint8Array(),
        'white space': () => ' \n\t ',
        prose: () => 'the key is in my other mail',
        'Base64 of nothing in particular': () => base64('hello, hello, hello'),
        'prose about a public key': () => 'my key is ssh-rsa AAAA and so on',
        'Base64 three times over': () => base64(base64(base64(pkcs8()))),
        'Base64 that never ends': () => base64(base64(base64(base64(pkcs8())))),
        'random bytes': () => createHash('sha512').update('seed').digest(),
        'half a key': () => cut(pkcs8(), 0.5),
        'nearly a whole key': () => cut(pkcs1(), 0.97),
        'half a body': () => base64(derOf(pkcs8()).subarray(0, 600)),
        'half an encrypted key': () => cut(encryptedPkcs8(), 0.5),
        'half an encrypted PKCS#1 key': () => cut(encryptedPkcs1(), 0.5),
        'armour around nothing': () => pemOf('PRIVATE KEY', Buffer.alloc(0)),
        'armour around rubbish': () => pkcs8().replace('\nM', '\n?'),
        'armour that says something else': () => pkcs8().replace('A', '?'),
        'armour around Base64 in two parts': () => pkcs8().replace('\nMII', '\nMII=A'),
        'numbers that belong to no key': () => hugePkcs1(2048),
        'a body that is cut within a length': () => Buffer.from('308204', 'hex'),
        'a sequence of no definite length': () => Buffer.concat([Buffer.from('3080', 'hex'), derOf(pkcs8())]),
        'a length of five bytes': () => Buffer.concat([Buffer.from('308500000000', 'hex'), derOf(pkcs8())]),
        'a sequence of nothing': () => der(0x30),
        'a sequence with one element cut off': () => der(0x30, Buffer.from('02010002ff', 'hex')),
        'seventeen elements': () => der(0x30, ...Array.from({ length: 17 }, () => der(0x02, Buffer.from([1])))),
        'encrypted armour with a vector that is none': () =>
          encryptedPkcs1().replace(/(AES-256-CBC,)[0-9A-F]{2}/, '$1GG'),
        'encrypted armour with a vector that ends in something else': () =>
          encryptedPkcs1().replace(/(AES-256-CBC,[0-9A-F]{30})../, '$1GG'),
        'an EC key of no definite length': () => {
          const algorithm = der(0x30, oid('2a8648ce3d0201'));
          const content = Buffer.concat([der(0x02, Buffer.from([0])), algorithm]);
          return Buffer.concat([Buffer.from('3080', 'hex'), content, der(0x04, Buffer.alloc(126 - content.length))]);
        },
        'encrypted armour with a body that is none': () => encryptedPkcs1().replace(/\n\n./, '\n\n?'),
        'encrypted armour without a body': () => encryptedPkcs1().replace(/\n\n[^-]*/, '\n\n'),
        'encrypted armour without its END line': () => encryptedPkcs1().replace(/-----END.*/, ''),
        'encrypted armour that ends in something else': () => encryptedPkcs1().replace('-----END', '-----THE'),
        'encrypted armour with its vector cut off': () =>
          '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,12AB\n',
        'a key with one bit changed': damaged,
        'more than 64 kB': () => `${'\n'.repeat(65_536)}${pkcs8()}`,
        'more than 64 kB of bytes': () => Buffer.concat([derOf(pkcs8()), Buffer.alloc(65_536)]),
        'PKCS#8 around rubbish': () => pkcs8Of('2a864886f70d010101'),
        'a passphrase that takes years to try': () => pemOf('ENCRYPTED PRIVATE KEY', pbkdf2Envelope(2 ** 47)),
      },
    ],
  ];
  for (const [code, inputs] of tables) {
    for (const [name, input] of Object.entries(inputs)) {
      test(`${name}: ${code}`, () => {
        assertRefused(input(), code, passphrase);
      });
    }
  }

  test('an encrypted key that turns out not to be RSA', () => {
    assertRefused(encryptedPem('pkcs8', ecKey()), 'KEY_NOT_RSA', passphrase);
  });

  test('an encrypted key that turns out too short', () => {
    assertRefused(encryptedPem('pkcs1', shortRsaKey()), 'KEY_TOO_SHORT', passphrase);
  });

  const remedies: Record<string, { input: () => Input; problem?: KeyProblem; says: RegExp }> = {
    'an OpenSSH RSA key': { input: () => openSshPem('ssh-rsa'), problem: 'openssh', says: /ssh-keygen -p -m PEM/ },
    'a key that would take seconds to sign with, if it were one': { input: () => hugePkcs1(16_384), says: /damaged/ },
    'text between the lines that is no Base64': { input: () => pkcs8().replace('\nM', '\n?'), says: /BEGIN and END/ },
    'a body that is cut off': { input: () => cut(pkcs8(), 0.5), says: /incomplete or damaged/ },
    'an encrypted body that is cut off': { input: () => cut(encryptedPkcs1(), 0.5), says: /encrypted.*incomplete/ },
    'a text without a key': { input: () => 'the key is in my other mail', says: /no private key in the text/ },
    'a text that is larger than any key': { input: () => 'x'.repeat(65_537), says: /larger than any private key/ },
    'a text as large as a key can be, without one': {
      input: () => 'x'.repeat(65_536),
      says: /no private key in the text/,
    },
    'a PKCS#12 file with nothing in it': {
      input: () => der(0x30, der(0x02, Buffer.from([3])), der(0x30)),
      problem: 'pkcs12',
      says: /openssl pkcs12/,
    },
    'a number of rounds that is none': {
      input: () => pbkdf2Envelope(Buffer.alloc(0)),
      problem: 'too-many-rounds',
      says: /rounds/,
    },
    'a number of rounds of seven bytes': {
      input: () => pbkdf2Envelope(Buffer.alloc(7, 1)),
      problem: 'too-many-rounds',
      says: /rounds/,
    },
    'a PBKDF2 passphrase a round too many': {
      input: () => pbkdf2Envelope(5_000_001),
      problem: 'too-many-rounds',
      says: /rounds/,
    },
    'a scrypt passphrase a little too dear': {
      input: () => scryptEnvelope(625_001, 1),
      problem: 'too-many-rounds',
      says: /rounds/,
    },
    'a PKCS#12 file': {
      input: pkcs12,
      problem: 'pkcs12',
      says: /openssl pkcs12/,
    },
    'an encrypted key with a line of its own before its headers': {
      input: () => encryptedPkcs1().replace('Proc-Type', 'Comment: x\nProc-Type'),
      says: /BEGIN and END/,
    },
    "PuTTY's format after an empty line": {
      input: () => '\n\nPuTTY-User-Key-File-2: x',
      problem: 'putty',
      says: /export the key/,
    },
    "PuTTY's format": {
      input: () => 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n',
      problem: 'putty',
      says: /export the key/,
    },
    'a PBKDF2 passphrase that takes minutes to try': {
      input: () => pbkdf2Envelope(2 ** 31),
      problem: 'too-many-rounds',
      says: /rounds/,
    },
    'a scrypt passphrase that takes minutes to try': {
      input: () => scryptEnvelope(2 ** 10, 2 ** 20),
      problem: 'too-many-rounds',
      says: /rounds/,
    },
    'a key that takes minutes to sign with': {
      input: () => hugePkcs1(32_768),
      problem: 'too-many-bits',
      says: /16384 are the most/,
    },
  };
  for (const [name, { input, problem, says }] of Object.entries(remedies)) {
    test(`${name}, and says why`, () => {
      const { message, details } = assertRefused(input(), 'KEY_UNREADABLE', passphrase);
      assert.match(message, says);
      assert.equal(details.keyProblem, problem);
    });
  }

  test('an encrypted key of bearable rounds for its passphrase alone', () => {
    // The number beside the rounds is how long the key is.
    const withLength = pbkdf2Envelope(1_000_000, der(0x02, Buffer.from([32])));
    for (const input of [pbkdf2Envelope(5_000_000), scryptEnvelope(625_000, 1), withLength]) {
      assert.equal(looksEncrypted(input), true);
      assertRefused(input, 'KEY_PASSPHRASE_MISSING');
    }
  });

  test('nothing for being nested without end: it asks for its passphrase like any other', () => {
    let nested = der(0x05);
    for (let level = 0; level < 8_000; level += 1) nested = der(0x30, nested);
    const input = der(0x30, nested, der(0x04, Buffer.alloc(8)));
    assert.equal(looksEncrypted(input), true);
    assertRefused(input, 'KEY_PASSPHRASE_MISSING');
  });

  for (const [name, pem] of Object.entries({ 'PKCS#8': encryptedPkcs8, 'PKCS#1': encryptedPkcs1 })) {
    test(`encrypted ${name} without a passphrase`, () => {
      assertRefused(pem(), 'KEY_PASSPHRASE_MISSING');
      assertRefused(pem(), 'KEY_PASSPHRASE_MISSING', '');
    });

    test(`encrypted ${name} with a wrong passphrase, also one that gets past the padding`, () => {
      for (let attempt = 0; attempt < 1000; attempt += 1) {
        assertRefused(pem(), 'KEY_PASSPHRASE_WRONG', `wrong ${attempt}`);
      }
    });
  }

  const foreignCiphers = {
    'RC2-CBC': () => tripleDesPkcs1().replace('DES-EDE3-CBC', 'RC2-CBC'),
    'NO-SUCH-CBC': () => encryptedPkcs1().replace('AES-256-CBC', 'NO-SUCH-CBC'),
  };
  for (const [cipher, pem] of Object.entries(foreignCiphers)) {
    test(`a cipher that is unknown here, without blaming the passphrase: ${cipher}`, () => {
      const { message, details } = assertRefused(pem(), 'KEY_UNREADABLE', passphrase);
      assert.match(message, /encrypted in a way/);
      assert.equal(details.keyProblem, 'unknown-cipher');
    });
  }

  test('without a part of the key or the passphrase in the error', () => {
    const inputs = [
      cut(pkcs8(), 0.5),
      encryptedPkcs8(),
      cut(encryptedPkcs1(), 0.5),
      damaged(),
      pkcs1(shortRsaKey()),
      sec1(),
    ];
    for (const input of inputs) {
      const error = failure(input, 'hunter2');
      assert.equal(error.cause, undefined);
      const told = `${String(error.stack)} ${JSON.stringify(error)}`;
      assert.ok(!told.includes('hunter2'), told);
      const secrets = typeof input === 'string' ? (input.match(/[A-Za-z0-9+/]{16,}/g) ?? []) : [base64(input)];
      for (const secret of secrets) assert.ok(!told.includes(secret.slice(0, 16)), told);
    }
  });

  test('hostile text of the largest size at once', () => {
    const bits = [
      'BEGIN ',
      'BEGIN',
      '-',
      ' ',
      '\\',
      '\\n',
      '\u2014',
      'A',
      '/',
      '=',
      ',',
      '"',
      '\0',
      'ssh-rsa ',
      '\u00e9',
    ];
    const starts = ['', 'BEGIN PRIVATE KEY', 'BEGIN RSA PRIVATE KEY-----Proc-Type: 4,ENCRYPTED DEK-Info: A', 'ssh-'];
    const started = Date.now();
    for (const start of starts) {
      for (const bit of bits) failure((start + bit.repeat(65_536)).slice(0, 65_536), passphrase);
    }
    for (const tag of [0x02, 0x30, 0x80, 0xff]) failure(Buffer.alloc(65_536, tag), passphrase);
    assert.ok(Date.now() - started < 3000, `${Date.now() - started} ms`);
  });
});

suite('openPrivateKey', () => {
  test('gives back the key that was stored', () => {
    const { pem } = normalisePrivateKey(pkcs1().replaceAll('\n', ' '));
    assert.ok(openPrivateKey(pem).equals(rsaKey()));
  });

  test('opens an encrypted key with its passphrase and with no other', () => {
    assert.ok(openPrivateKey(encryptedPkcs1(), passphrase).equals(rsaKey()));
    assert.throws(() => openPrivateKey(encryptedPkcs1(), 'wrong'), { code: 'KEY_PASSPHRASE_WRONG' });
    assert.throws(() => openPrivateKey(encryptedPkcs8()), { code: 'KEY_PASSPHRASE_MISSING' });
  });
});

suite('looksEncrypted', () => {
  test('is false for what is no private key at all', () => {
    for (const input of ['', 'ENCRYPTED', certificatePem(), publicPem(), new Uint8Array([0x30])]) {
      assert.equal(looksEncrypted(input), false);
    }
  });
});

suite('keyFingerprint', () => {
  test('is the SHA-256 of the public half, and the size', () => {
    const sha256 = createHash('sha256').update(derOf(publicPem())).digest('hex');
    assert.deepEqual(keyFingerprint(rsaKey()), { sha256, bits: 2048 });
    assert.deepEqual(keyFingerprint(openPrivateKey(encryptedPkcs8(), passphrase)), { sha256, bits: 2048 });
  });
});
