import { demo, registerDemo } from '../../emulator/demo';
import { LocalAdobe, type LocalAdobeOptions } from '../../emulator/localAdobe';
import { call, type PlatformAnswer } from './requests';

export type Json = Record<string, unknown>;

interface List {
  results: Json[];
  _page: { next: string | null; orderby: string };
}

export const registryPath = '/data/foundation/schemaregistry';
export const lists = (form: string): string => `application/vnd.adobe.${form}+json`;
export const lookups = (form: string): string => `${lists(form)};version=1`;

/** The registry as the demo organisation sees it. */
export class RegistryWindow {
  private constructor(readonly adobe: LocalAdobe) {}

  static async open(options: LocalAdobeOptions = {}): Promise<RegistryWindow> {
    const adobe = await LocalAdobe.start(options);
    registerDemo(adobe);
    return new RegistryWindow(adobe);
  }

  get<T = Json>(path: string, accept?: string, sandbox?: string): Promise<PlatformAnswer<T>> {
    return call<T>(this.adobe, `${registryPath}${path}`, {
      authorization: `Bearer ${this.adobe.issueToken(demo.oauth.clientId)}`,
      'x-api-key': demo.oauth.clientId,
      'x-gw-ims-org-id': demo.imsOrg,
      'x-sandbox-name': sandbox,
      accept,
    });
  }

  /** All pages of a list. */
  async walk(path: string, accept: string, sandbox?: string): Promise<Json[]> {
    const results: Json[] = [];
    let [next, order]: [string | null, string] = ['', ''];
    while (next !== null) {
      const given = path.includes('orderby=') ? '' : `orderby=${order}&`;
      const query = `${path.includes('?') ? '&' : '?'}${given}start=${encodeURIComponent(next)}`;
      const answer: PlatformAnswer<List> = await this.get<List>(
        next === '' ? path : `${path}${query}`,
        accept,
        sandbox,
      );
      results.push(...answer.body.results);
      ({ next, orderby: order } = answer.body._page);
    }
    return results;
  }

  documents(path: string, sandbox?: string): Promise<Json[]> {
    return this.walk(path, lists('xed'), sandbox);
  }

  async titles(path: string, sandbox?: string): Promise<unknown[]> {
    return (await this.documents(path, sandbox)).map(({ title }) => title);
  }

  async lookup(kind: string, title: string, form = 'xed', sandbox = 'prod'): Promise<Json> {
    const id = encodeURIComponent(this.idOf(title, sandbox));
    return (await this.get(`/tenant/${kind}/${id}`, lookups(form), sandbox)).body;
  }

  idOf(title: string, sandbox = 'prod'): string {
    return this.adobe.resourceIdOf(demo.imsOrg, sandbox, title);
  }

  /** Below which the organisation's own fields lie. */
  get namespace(): string {
    return `_${this.adobe.tenantIdOf(demo.imsOrg)}`;
  }

  /** What went wrong, as status and code. */
  async failure(path: string, accept?: string): Promise<string> {
    const { status, body } = await this.get(path, accept);
    return `${status} ${/XDM-\d+-\d+$/.exec(String(body.type))?.[0] ?? String(body.title)}`;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What lies below the `properties` of each name in turn; the items of an array count as its fields. */
export function fieldAt(document: Json, ...names: string[]): Json {
  return names.reduce<Json>((field, name) => {
    const holder = isObject(field.items) ? field.items : field;
    const found = isObject(holder.properties) ? holder.properties[name] : undefined;
    if (!isObject(found)) throw new Error(`There is no field ${name}`);
    return found;
  }, document);
}

/** Keywords and names alike, at every depth. */
export const keysDeep = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [key, ...keysDeep(child)])
    : [];

export const encodedFilter = (filter: string): string => `property=${encodeURIComponent(filter)}`;
