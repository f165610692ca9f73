import { connectionRecordProperties, inputProperties, keyProperties } from './credentials';
import { fieldProperties, madeProperties, textProperties } from './documents';
import { tallyText } from './hostile';
import { exportProperties, importProperties } from './imports';
import { logProperties, networkProperties } from './network';
import { imsProperties, tokenProperties, tokenRecordProperties } from './tokens';

suite('Whatever comes from outside is a value or an AepError', () => {
  suite('the network', networkProperties);
  suite('the log', logProperties);
  suite('what a person or a command enters', inputProperties);
  suite('private keys', keyProperties);
  suite('imports', importProperties);
  suite('exports', exportProperties);
  suite('tokens', tokenProperties);
  suite('Adobe IMS', imsProperties);
  suite('stored connections', connectionRecordProperties);
  suite('stored tokens', tokenRecordProperties);
  suite('XDM documents', fieldProperties);
  suite('what is made of XDM documents', madeProperties);
  suite('texts of documents and records', textProperties);

  suiteTeardown(() => {
    console.log(`      ${tallyText()}`);
  });
});
