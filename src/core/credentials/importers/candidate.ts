import { AepError } from '../../errors';
import { isOrigin, parseOrigin, type Origin } from '../../http/origin';
import { parseJson } from '../../shape';
import type { CredentialKind, Environment } from '../connection';
import { readConnectionInput, type ConnectionDraft } from '../connectionInput';
import { readCredentialInput, type CredentialDraft } from '../credentialInput';
import { environmentOf, knownEnvironments } from '../environments';
import { readKeyMaterial } from '../keyMaterial';
import { readTokenClaims } from '../tokenClaims';
import { checkName } from '../validation';
import { ignore } from './fields';
import type {
  FieldName,
  Given,
  Ignored,
  IgnoredReason,
  ImportCandidate,
  ImportContext,
  ImportNote,
  Reading,
} from './importTypes';
import { isList, isObject, type Tree } from './tree';

/** Makes a candidate of what a format has, checking each field as a command's argument is checked. What fails is named and left out. */
export async function candidateOf(
  reading: Reading,
  context: ImportContext,
): Promise<{ readonly candidate: ImportCandidate; readonly ignored: readonly Ignored[] }> {
  const maker = new CandidateMaker(reading, context);
  const draft = await maker.draft();
  const suggested = (reading.name ?? context.fallbackName).trim().slice(0, 90);
  const suggestedName = checkName(suggested) === undefined ? suggested : context.fallbackName;
  const notes = [...(reading.notes ?? []), ...maker.notes];
  return {
    candidate: { format: reading.format, draft, suggestedName, notes: [...new Set(notes)] },
    ignored: [...reading.ignored, ...maker.ignored],
  };
}

/** A key on one line that is shorter than any key can be is the path of one. */
function isPath(text: string): boolean {
  return text.length <= 400 && !text.includes('\n') && !text.includes('-----BEGIN');
}

type Part<K extends CredentialKind> = Partial<Extract<CredentialDraft, { kind: K }>>;

class CandidateMaker {
  readonly ignored: Ignored[] = [];
  readonly notes: ImportNote[] = [];

  constructor(
    private readonly reading: Reading,
    private readonly context: ImportContext,
  ) {}

  async draft(): Promise<Omit<ConnectionDraft, 'name'>> {
    const kind = this.#kind();
    const base = { ...this.#part('imsOrg'), ...this.#part('clientId'), ...this.#part('sandbox') };
    const environment = this.#environment();
    const credential = await this.#credential(kind, base.clientId);
    const ofToken = this.#clientOfToken(credential);
    return {
      ...(ofToken === undefined ? {} : { clientId: ofToken }),
      ...base,
      ...(environment ? { environment } : {}),
      credential,
    };
  }

  /** A token is the last resort: it cannot be renewed. */
  #kind(): CredentialKind {
    const { kind, fields } = this.reading;
    if (kind) return kind;
    const isOAuth = fields.has('scopes') && fields.has('clientSecrets');
    if (!isOAuth && (fields.has('privateKey') || fields.has('metascopes'))) return 'jwt';
    if (fields.has('clientSecrets') || !fields.has('accessToken')) return 'oauth-server-to-server';
    return 'access-token';
  }

  async #credential(kind: CredentialKind, clientId: string | undefined): Promise<CredentialDraft> {
    switch (kind) {
      case 'oauth-server-to-server':
        if (this.reading.fields.has('privateKey')) this.notes.push('migrated');
        this.#supersede('accessToken');
        return { kind, ...this.#secrets(clientId), ...this.#of(kind, 'scopes', clientId) };
      case 'jwt':
        this.notes.push('jwt-retired');
        this.#supersede('accessToken');
        return {
          kind,
          ...this.#jwtSecret(clientId),
          ...this.#of(kind, 'technicalAccountId', clientId),
          ...this.#of(kind, 'metascopes', clientId),
          ...(await this.#privateKey()),
        };
      case 'access-token':
        return { kind, ...this.#of(kind, 'accessToken', clientId) };
    }
  }

  #clientOfToken(credential: CredentialDraft): string | undefined {
    if (credential.kind !== 'access-token' || credential.accessToken === undefined) return undefined;
    return readTokenClaims(credential.accessToken)?.clientId;
  }

  #part(name: 'imsOrg' | 'clientId' | 'sandbox'): Pick<ConnectionDraft, 'imsOrg' | 'clientId' | 'sandbox'> {
    const text = this.#text(name);
    return this.#attempt(name, () => readConnectionInput({ [name]: text }, this.context.nowMs)) ?? {};
  }

  /** @returns the one field of a credential, checked */
  #of<K extends CredentialKind>(
    kind: K,
    name: Extract<FieldName, 'scopes' | 'technicalAccountId' | 'metascopes' | 'accessToken'>,
    clientId: string | undefined,
  ): Part<K> {
    const value = name === 'scopes' || name === 'metascopes' ? this.#list(name) : this.#text(name);
    return this.#checked(name, kind, { [name]: value }, clientId);
  }

  #secrets(clientId: string | undefined): Part<'oauth-server-to-server'> {
    const all = [this.#list('clientSecrets') ?? []].flat();
    if (all.length === 0) return {};
    if (all.length > 2) this.#ignore('clientSecrets', 'secrets-more-than-two');
    return this.#checked('clientSecrets', 'oauth-server-to-server', { clientSecrets: all.slice(0, 2) }, clientId);
  }

  #jwtSecret(clientId: string | undefined): Part<'jwt'> {
    const [clientSecret] = [this.#list('clientSecrets')].flat();
    return this.#checked('clientSecrets', 'jwt', { clientSecret }, clientId);
  }

  async #privateKey(): Promise<Part<'jwt'>> {
    const given = this.#text('privateKey');
    if (given === undefined) return {};
    const privateKey = isPath(given) ? await this.#keyFile(given) : given;
    if (privateKey === undefined) return {};
    const fields = { privateKey, passphrase: this.#text('passphrase') };
    return this.#checked('privateKey', 'jwt', fields, undefined);
  }

  async #keyFile(path: string): Promise<string | undefined> {
    const content = await (this.context.readFile?.(path) ?? 'key-file-elsewhere');
    if (typeof content === 'string') {
      this.#ignore('privateKey', content);
      return undefined;
    }
    this.notes.push('key-from-file');
    try {
      return readKeyMaterial(content).pem;
    } catch {
      // Whoever checks the text says what is wrong with it.
      return Buffer.from(content).toString('utf8');
    }
  }

  #environment(): Environment | undefined {
    const name = this.#text('environment')?.toLowerCase();
    const [ims, platform] = [this.#origin('ims'), this.#origin('platform')];
    const isStage = name === 'stage' || name === 'stg' || ims === knownEnvironments.stage.imsOrigin;
    if (name !== undefined && !isStage && !/^prod(uction)?$/.test(name)) this.#ignore('environment', 'unknown-value');
    if (ims === undefined && platform === undefined && !isStage && !name?.startsWith('prod')) return undefined;
    const base = knownEnvironments[isStage ? 'stage' : 'production'];
    return environmentOf(ims ?? base.imsOrigin, platform ?? base.platformOrigin);
  }

  /** Of a URL, only where it leads to. */
  #origin(name: 'ims' | 'platform'): Origin | undefined {
    const text = this.#text(name);
    if (text === undefined) return undefined;
    const parsed = parseOrigin(/(?:https?:\/\/)?[^/?#]*/i.exec(text)?.[0] ?? '');
    if (isOrigin(parsed)) return parsed;
    this.#ignore(name, parsed);
    return undefined;
  }

  #checked<K extends CredentialKind>(
    name: FieldName,
    kind: K,
    fields: Readonly<Record<string, unknown>>,
    clientId: string | undefined,
  ): Part<K> {
    const read = this.#attempt(name, () => readCredentialInput({ kind, ...fields }, clientId, this.context.nowMs));
    return (read ?? {}) as Part<K>;
  }

  #attempt<T>(name: FieldName, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AepError)) throw error;
      this.#ignore(name, error.details.problem ?? keyReason(error));
      return undefined;
    }
  }

  #text(name: FieldName): string | undefined {
    const value = this.reading.fields.get(name)?.value;
    const text = value === undefined ? undefined : textOf(value)?.trim();
    if (value !== undefined && text === undefined) this.#ignore(name, 'not-text');
    return text;
  }

  /** A list, or a text that lists; `["a","b"]` in a text, too, as aio writes it. */
  #list(name: FieldName): string | readonly string[] | undefined {
    const value = this.reading.fields.get(name)?.value;
    const list = typeof value === 'string' ? parseJson(value) : value;
    if (isPlainList(list)) return list.map(String);
    return this.#text(name);
  }

  #supersede(name: FieldName): void {
    if (this.reading.fields.has(name)) this.#ignore(name, 'superseded');
  }

  #ignore(name: FieldName, reason: IgnoredReason): void {
    const from = (this.reading.fields.get(name) satisfies Given | undefined)?.from ?? name;
    this.ignored.push(ignore(from, reason));
  }
}

function isPlainList(value: unknown): value is readonly (string | number | boolean)[] {
  return Array.isArray(value) && value.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
}

/** Lines of a list are lines of a text (aio keeps keys so), and `{ token, expiry }` is a token (aio, too). No field is `null`. */
function textOf(value: Tree): string | undefined {
  if (isList(value)) return isPlainList(value) ? value.map(String).join('\n') : undefined;
  if (isObject(value)) return typeof value.token === 'string' ? value.token : undefined;
  return typeof value === 'boolean' ? undefined : String(value);
}

function keyReason({ code }: AepError): IgnoredReason {
  return code.startsWith('KEY_') ? (code as Extract<IgnoredReason, `KEY_${string}`>) : 'not-understood';
}
