import { readFields } from './fields';
import type { Found, Reading } from './importTypes';
import { isObject, objectAt, textAt, type TreeObject } from './tree';

/** What aio keeps in a context beside a credential (aio-lib-ims README). */
const aliases = {
  callbackport: 'skip',
  redirecturi: 'skip',
  state: 'skip',
  redirectto: 'skip',
  oauthenabled: 'skip',
  tokentype: 'skip',
  refreshtoken: 'skip',
} as const;

/** What *aio login* signs people in with. */
const loginClient = 'aio-cli-console-auth';

/**
 * Contexts of the `aio` command line, in `.aio` or its global configuration; `$ims` in older ones. The current one comes first.
 * A context without a client, or with that of *aio login*, is none of ours.
 */
export function readAioConfig(root: TreeObject): Found | undefined {
  const ims = ['ims', '$ims'].map((key) => objectAt(root, key)).filter((node) => node !== undefined);
  if (ims.length === 0) return undefined;
  const readings = ims.flatMap((node) => contextsOf(node));
  return { readings, ignored: [] };
}

function contextsOf(ims: TreeObject): readonly Reading[] {
  const config = objectAt(ims, 'config') ?? objectAt(ims, '$config');
  const current = textAt(config, 'current') ?? textAt(ims, '$current');
  return Object.entries(objectAt(ims, 'contexts') ?? ims)
    .flatMap(([name, context]): readonly Reading[] => {
      if (!isObject(context)) return [];
      return [{ format: 'aio', name, ...readFields(context, { aliases, prefix: `${name}.` }) }];
    })
    .filter(({ fields }) => {
      const client = fields.get('clientId');
      return client !== undefined && client.value !== loginClient;
    })
    .sort((a, b) => Number(b.name === current) - Number(a.name === current));
}
