import { withoutSandbox } from '../credentials/connection';
import { AepError } from '../errors';
import { isServiceRefusal } from '../platform/platformErrors';
import type { Sandbox } from '../platform/sandboxes';
import { asObject } from '../shape';
import { known, type CheckContext, type Steps } from './checkContext';
import { testCallAccept, testCallPath } from './testCall';

/** What everybody may ask for, whatever the role: it proves the gateway's part. */
const listPath = '/data/foundation/sandbox-management/';

/** More pages than an organisation has; what comes after is not counted. */
const mostPages = 20;

const adobesClasses = { container: 'global', kind: 'classes' } as const;

/** What the Experience Platform says, one cause after the other: gateway, organisation, sandbox, registry. */
export const platformSteps: Steps<'apiKey' | 'organisation' | 'sandbox' | 'registry' | 'classes' | 'tenant'> = {
  apiKey: async (context, note) => {
    const connection = known(context.connection);
    note('tried', `GET ${connection.environment.platformOrigin}${listPath}`);
    try {
      context.sandboxes = await context.options.sandboxes.list(connection, context.signal);
      note('answer', 'HTTP 200');
    } catch (error) {
      if (!(error instanceof AepError) || !isPastTheApiKey(error)) throw error;
      context.listRefusal = error;
      note('answer', `HTTP ${error.details.status ?? ''}`.trim());
    }
  },

  organisation: ({ listRefusal, sandboxes, connection }, note) => {
    note('tried', `GET ${known(connection).environment.platformOrigin}${listPath}`);
    if (listRefusal && !isServiceRefusal(listRefusal)) throw listRefusal;
    // The gateway's own refusal of a request without, or with an unreadable, organisation.
    if (listRefusal?.details.adobeCode === '400003') throw listRefusal;
    if (sandboxes) note('sandboxesSeen', sandboxes.length);
  },

  sandbox: async (context, note) => {
    const { sandbox: name } = known(context.connection);
    const { sandboxes } = context;
    note(name === undefined ? 'noSandboxSent' : 'sandboxSent', name ?? '');
    if (context.listRefusal) note('sandboxListRefused', context.listRefusal.details.adobeCode ?? '');
    const found = sandboxes?.find((one) => (name === undefined ? one.isDefault : one.name === name));
    if (found) {
      note('sandboxFound', describe(found));
      if (found.state !== 'active' && found.state !== 'unknown') throw unusable(name, undefined);
      return undefined;
    }
    const refusal = await refusalOfTestCall(context, name);
    if (!refusal) return undefined;
    if (!isServiceRefusal(refusal)) {
      // Nothing about the sandbox was said: the registry's own row tells what went wrong.
      if (!sandboxes || name === undefined || sandboxes.length === 0) return 'skipped';
      throw unusable(name, undefined);
    }
    // A role that includes no sandbox at all, or may not even list them.
    if (sandboxes?.length === 0) throw refusal;
    if (!sandboxes && (name === undefined || (await refusalOfTestCall(context, undefined)))) throw refusal;
    throw unusable(name, refusal);
  },

  registry: async (context, note) => {
    const connection = known(context.connection);
    note('tried', `GET ${connection.environment.platformOrigin}${testCallPath}`);
    const body = await testCall(context, connection.sandbox);
    if (!Array.isArray(asObject(body)?.results)) {
      throw new AepError('BAD_RESPONSE', 'The registry answered without a list of results', {
        details: { host: new URL(connection.environment.platformOrigin).host },
      });
    }
    note('answer', 'HTTP 200');
  },

  classes: async (context, note) => {
    let [count, pages] = [0, 0];
    const { connection, options, signal } = context;
    for await (const page of options.registry.list(known(connection), adobesClasses, signal)) {
      count += page.length;
      if (++pages < mostPages) continue;
      note('moreClasses', count);
      return;
    }
    note('classesSeen', count);
  },

  tenant: async (context, note) => {
    const { tenantId, counts } = await context.options.registry.stats(known(context.connection), context.signal);
    note('tenantId', tenantId);
    if (counts.classes !== undefined) note('ownClasses', counts.classes);
    if (counts.schemas !== undefined) note('ownSchemas', counts.schemas);
  },
};

function isPastTheApiKey(error: AepError): boolean {
  return error.code === 'ORG_OR_PROFILE_MISSING' || isServiceRefusal(error);
}

/** The tutorial's call in a sandbox, or in none. */
function testCall(context: CheckContext, sandbox: string | undefined): Promise<unknown> {
  const bare = withoutSandbox(known(context.connection));
  const connection = sandbox === undefined ? bare : { ...bare, sandbox };
  const { signal } = context;
  return context.options.platform.get(connection, { path: testCallPath, accept: testCallAccept, signal });
}

/** @returns why the call fails, `undefined` when it succeeds */
async function refusalOfTestCall(context: CheckContext, sandbox: string | undefined): Promise<AepError | undefined> {
  try {
    await testCall(context, sandbox);
    return undefined;
  } catch (error) {
    if (error instanceof AepError) return error;
    throw error;
  }
}

function unusable(sandbox: string | undefined, refusal: AepError | undefined): AepError {
  const details = { ...refusal?.details, ...(sandbox === undefined ? {} : { sandbox }) };
  return new AepError('SANDBOX_UNUSABLE', 'The credential cannot use the sandbox', { details });
}

function describe({ name, type, state, region }: Sandbox): string {
  return [name, type, state, ...(region === undefined ? [] : [region])].join(', ');
}
