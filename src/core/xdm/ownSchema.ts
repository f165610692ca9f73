import { asString, parseJson } from '../shape';

/** A string, a comment, or a sign. */
const tokens = /"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?(?:\*\/|$)|[{}[\],:]/g;

/**
 * The `$schema` by which a JSON text says itself what it is validated with: that of the object that it is, and of no other object in
 * it. Of JSON Lines, that of the first record.
 * @param head how the text begins; comments may stand in it
 */
export function ownSchemaOf(head: string): string | undefined {
  let depth = 0;
  // The two before, of the object itself.
  let [name, sign] = ['', ''];
  for (const [token] of head.matchAll(tokens)) {
    if (token.startsWith('/')) continue;
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    const isOver = depth === 0 || (depth === 1 && token === '[');
    if (isOver) return undefined;
    if (depth > 1) continue;
    if (sign === ':' && parseJson(name) === '$schema') return asString(parseJson(token));
    [name, sign] = [sign, token];
  }
  return undefined;
}
