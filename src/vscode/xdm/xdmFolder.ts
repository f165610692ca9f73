import type { FileSystem, Uri } from 'vscode';
import type { Disposable } from '../../core/event';
import type { Settings } from '../settings';

export interface XdmFolderOptions {
  /** `globalStorageUri`: of this extension alone, and shared by all windows. */
  readonly storage: Uri;
  readonly files: Pick<FileSystem, 'stat'>;
  readonly settings: Pick<Settings, 'keepsXdmOnDisk' | 'onDidChangeKeepingXdm'>;
}

/** Where data models are kept between sessions. */
export function xdmFolder(storage: Uri): Uri {
  return storage.with({ path: `${storage.path}/xdm` });
}

/** Calls while the folder is there although the setting `aep.xdm.keepOnDisk` is off: at the start, and when the setting changed. */
export function onXdmFolderUnwanted(
  { storage, files, settings }: XdmFolderOptions,
  listener: () => Promise<unknown>,
): Disposable {
  const look = async (): Promise<void> => {
    if (settings.keepsXdmOnDisk()) return;
    const isThere = await files.stat(xdmFolder(storage)).then(
      () => true,
      () => false,
    );
    if (isThere) await listener();
  };
  void look();
  return settings.onDidChangeKeepingXdm(() => void look());
}
