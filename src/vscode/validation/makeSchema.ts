import { l10n } from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { AepError, toAepError } from '../../core/errors';
import type { RememberedUse } from '../../core/xdm/catalogTypes';
import { recordsSchema } from '../../core/xdm/jsonLines';
import { toPayloadSchema } from '../../core/xdm/payloadSchema';
import type { SchemaIdentity } from '../../core/xdm/schemaPath';
import { loadWholeResource, type ResourceSource, type WholeResource } from '../../core/xdm/wholeResource';
import { presentError } from '../errorPresenter';

/** What is known of a schema that files are validated with. */
export interface SchemaState {
  /** The one that it was asked for with, in the window's sandbox. */
  readonly connection: Connection | undefined;
  /** Of the resource, where it could be loaded. */
  readonly title: string | undefined;
  /** Where it is what was known earlier: when that was, in milliseconds since the epoch. */
  readonly rememberedAtMs: number | undefined;
  /** Why everything is accepted. */
  readonly failure: AepError | undefined;
}

export interface MadeSchema {
  readonly state: SchemaState;
  /** A JSON Schema. */
  readonly text: string;
}

/**
 * Makes the JSON Schema of a resource. Where the resource cannot be had, one that accepts everything and says why: an editor full of
 * errors that are none of the file's helps nobody.
 */
export async function makeSchema(
  source: ResourceSource,
  connection: () => Connection,
  identity: SchemaIdentity,
  remembered: RememberedUse,
): Promise<MadeSchema> {
  let used: Connection | undefined;
  try {
    used = connection();
    const whole = await loadWholeResource(source, { connection: used, ref: identity }, { remembered });
    const payload = toPayloadSchema(whole.resource, whole.lookup);
    return { state: stateOf(used, whole), text: textOf(identity.isOfLines ? recordsSchema(payload) : payload) };
  } catch (caught) {
    const failure = toAepError(caught);
    if (!(failure instanceof AepError)) throw failure;
    const state = { connection: used, title: undefined, rememberedAtMs: undefined, failure };
    return { state, text: textOf(anything(presentError(failure).message)) };
  }
}

function stateOf(connection: Connection, { resource, isRemembered, fetchedAtMs }: WholeResource): SchemaState {
  const rememberedAtMs = isRemembered ? fetchedAtMs : undefined;
  return { connection, title: resource.title, rememberedAtMs, failure: undefined };
}

function anything(reason: string): object {
  const title = l10n.t('The XDM schema cannot be loaded');
  const description = l10n.t('Nothing is checked. {0}', reason);
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, description };
}

const textOf = (schema: object): string => `${JSON.stringify(schema, undefined, 2)}\n`;
