import * as assert from 'node:assert/strict';
import type { Connection } from '../../src/core/credentials/connection';
import { summaryOf } from '../../src/core/credentials/connectionRecord';
import { ValidateCommands } from '../../src/vscode/commands/validateCommands';
import { commandIds } from '../../src/vscode/ids';
import { targetOf } from '../../src/vscode/xdm/xdmTarget';
import { oauthConnection } from '../support/connections';
import { xdmResource } from '../support/xdmDocuments';
import { classUri } from './support/documents';
import { PayloadFiles } from './support/payloads';
import { dismissing } from './support/quickInput';

const { credential, ...given } = oauthConnection();
const connection: Connection = { ...given, id: 'id', credential: summaryOf(credential) };

suite('Validate JSON Against XDM Schema…', () => {
  const files = new PayloadFiles();

  teardown(() => files.clear());

  /** Runs the command while a schema is shown, and dismisses what it asks. @returns what it asked, and which files were meant */
  async function questionsAbout(argument: unknown): Promise<readonly string[]> {
    const asked: string[] = [];
    const shown = targetOf(connection, xdmResource('Shown', {}, 'schemas'));
    const commands = new ValidateCommands({
      targets: { read: () => Promise.resolve(shown) },
      picker: {
        pick: (title) => {
          asked.push(title);
          return Promise.resolve(undefined);
        },
      },
      binder: {
        bindingOf: () => undefined,
        titleOf: () => undefined,
        addPatterns: () => assert.fail('nothing was chosen'),
        removePatterns: () => assert.fail('nothing was chosen'),
      },
    });
    await dismissing(Promise.resolve(commands.table()[commandIds.validateWithXdm]?.run(argument, 'person')));
    return asked;
  }

  test('asks which schema for a file of the Explorer, whichever is shown beside it', async () => {
    const { document } = await files.show('riders.json', '{}');
    assert.deepEqual(await questionsAbout(document.uri), ['With which schema should JSON files be validated?']);
  });

  test('says that a file is gone, or is no text', async () => {
    const { document } = await files.show('riders.json', '{}');
    const gone = document.uri.with({ path: `${document.uri.path}.gone` });
    await assert.rejects(questionsAbout(gone), {
      code: 'INPUT_INVALID',
      details: { field: 'uri', problem: 'file-unreadable' },
    });
  });

  test('takes the schema whose document it is run on', async () => {
    assert.deepEqual(await questionsAbout(classUri('some')), []);
  });
});
