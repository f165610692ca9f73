import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/event';
import { onXdmFolderUnwanted, xdmFolder } from '../../../src/vscode/xdm/xdmFolder';
import { settled } from '../../support/fakeClock';
import { MemoryFiles, uriOf } from '../../support/memoryFiles';

suite('The folder of data models', () => {
  const storage = uriOf('/storage');
  const changed = new Emitter<void>();
  let files: MemoryFiles;
  let isOn: boolean;
  let calls: number;

  const begin = async (): Promise<{ dispose(): void }> => {
    const settings = { keepsXdmOnDisk: () => isOn, onDidChangeKeepingXdm: changed.event };
    const watching = onXdmFolderUnwanted({ storage, files, settings }, () => Promise.resolve((calls += 1)));
    await settled();
    return watching;
  };
  setup(async () => {
    files = new MemoryFiles();
    await files.createDirectory(xdmFolder(storage));
    isOn = true;
    calls = 0;
  });

  test('is unwanted once the setting is off, whoever looks at the explorer', async () => {
    const watching = await begin();
    changed.fire();
    await settled();
    assert.equal(calls, 0);
    isOn = false;
    changed.fire();
    await settled();
    assert.equal(calls, 1);
    watching.dispose();
    changed.fire();
    await settled();
    assert.equal(calls, 1);
  });

  test('is unwanted at the start when the setting was turned off while VS Code was closed', async () => {
    isOn = false;
    (await begin()).dispose();
    assert.equal(calls, 1);
  });

  test('costs nothing where it is not there', async () => {
    await files.delete(xdmFolder(storage), { recursive: true });
    isOn = false;
    const watching = await begin();
    changed.fire();
    await settled();
    assert.equal(calls, 0);
    watching.dispose();
  });
});
