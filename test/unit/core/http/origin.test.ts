import assert from 'node:assert/strict';
import { isOrigin, parseOrigin } from '../../../../src/core/http/origin';

suite('parseOrigin', () => {
  const taken: Record<string, string> = {
    'https://platform.adobe.io': 'https://platform.adobe.io',
    'https://platform.adobe.io/': 'https://platform.adobe.io',
    'HTTPS://Platform.Adobe.IO': 'https://platform.adobe.io',
    ' https://platform.adobe.io ': 'https://platform.adobe.io',
    'https://platform.adobe.io:443': 'https://platform.adobe.io',
    'https://proxy.example:8443': 'https://proxy.example:8443',
    'ims-na1.adobelogin.com': 'https://ims-na1.adobelogin.com',
    'ims-na1.adobelogin.com/': 'https://ims-na1.adobelogin.com',
    'localhost:8080': 'https://localhost:8080',
    'http://localhost:8080': 'http://localhost:8080',
    'http://127.0.0.1': 'http://127.0.0.1',
    'http://127.9.9.9:1': 'http://127.9.9.9:1',
    'http://[::1]:80': 'http://[::1]',
  };
  for (const [text, origin] of Object.entries(taken)) {
    test(`takes “${text}” as ${origin}`, () => {
      assert.equal(parseOrigin(text), origin);
      assert.equal(isOrigin(parseOrigin(text)), true);
    });
  }

  const refused: Record<string, string> = {
    '': 'origin-malformed',
    'https://': 'origin-malformed',
    'https://a b': 'origin-malformed',
    'https://[': 'origin-malformed',
    'https://me@platform.adobe.io': 'origin-malformed',
    'https://me:pw@platform.adobe.io': 'origin-malformed',
    'javascript:alert(1)': 'origin-malformed',
    'https:platform.adobe.io': 'origin-malformed',
    'http://platform.adobe.io': 'origin-not-https',
    'http://localhost.example': 'origin-not-https',
    'http://127.0.0.1.example': 'origin-not-https',
    'http://[::ffff:127.0.0.1]': 'origin-not-https',
    'http://0.0.0.0': 'origin-not-https',
    'ftp://127.0.0.1': 'origin-not-https',
    'file:///etc/passwd': 'origin-not-https',
    'https://platform.adobe.io/data': 'origin-has-path',
    'https://platform.adobe.io?a': 'origin-has-path',
    'https://platform.adobe.io#a': 'origin-has-path',
    'https://platform.adobe.io\\data': 'origin-has-path',
  };
  for (const [text, problem] of Object.entries(refused)) {
    test(`refuses “${text}”: ${problem}`, () => {
      assert.equal(parseOrigin(text), problem);
      assert.equal(isOrigin(parseOrigin(text)), false);
    });
  }
});
