export type SecretKind = 'client secret' | 'private key' | 'passphrase' | 'JWT assertion' | 'token' | 'password box';

/** Shorter text is found everywhere by chance. */
const minLength = 12;

/**
 * Every secret that the tests and the local Adobe of this bundle have made, typed or seen on the wire: what a search for
 * leaks looks for. Nothing is ever taken out.
 */
class SecretsInPlay {
  readonly #kinds = new Map<string, SecretKind>();

  get all(): ReadonlyMap<string, SecretKind> {
    return this.#kinds;
  }

  /** Ignores what is no text, or too short to be looked for. */
  add(kind: SecretKind, secret: unknown): void {
    if (typeof secret !== 'string') return;
    const text = secret.trim();
    if (text.length >= minLength && !this.#kinds.has(text)) this.#kinds.set(text, kind);
  }

  /** Adds the secrets among a command's arguments, at any depth, by the names that `aep.connection.add` gives them. */
  addArguments(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, field] of Object.entries(value)) {
      const kind = argumentNames.get(name);
      if (kind === undefined) this.addArguments(field);
      else for (const one of Array.isArray(field) ? field : [field]) this.add(kind, one);
    }
  }

  /** Adds the secrets of a form that is sent to IMS. */
  addForm(body: string): void {
    const fields = new URLSearchParams(body);
    this.add('client secret', fields.get('client_secret'));
    this.add('JWT assertion', fields.get('jwt_token'));
  }
}

const argumentNames: ReadonlyMap<string, SecretKind> = new Map([
  ['clientSecret', 'client secret'],
  ['clientSecrets', 'client secret'],
  ['privateKey', 'private key'],
  ['passphrase', 'passphrase'],
  ['accessToken', 'token'],
]);

export const secretsInPlay = new SecretsInPlay();
