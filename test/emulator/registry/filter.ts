import { basicDocument } from './documents';
import { RegistryError } from './registryError';
import { type Resource } from './resource';

const matches = (actual: unknown, operator: string, expected: string): boolean => {
  const values = (Array.isArray(actual) ? actual : [actual]).filter(
    (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
  const texts = values.map(String);
  if (operator === '==') return texts.includes(expected);
  if (operator === '!=') return !texts.includes(expected);
  return texts.some((text) => text.includes(expected));
};

function condition(text: string): (resource: Resource) => boolean {
  const found = /^(.+?)(==|!=|<=|>=|<|>|~)(.*)$/.exec(text);
  const [name, operator, expected] = found ? [found[1] ?? '', found[2] ?? '', found[3] ?? ''] : [text, '', ''];
  if (/[<>]/.test(operator)) {
    throw new RegistryError('XDM-1003-400', 'Invalid query parameter', `The local Adobe cannot filter by ${operator}.`);
  }
  return (resource) => {
    const actual = basicDocument(resource)[name];
    return operator === '' ? actual !== undefined : matches(actual, operator, expected);
  };
}

/** All `property` parameters together; without any, everything passes. @throws {RegistryError} */
export function filterOf(query: URLSearchParams): (resource: Resource) => boolean {
  const conditions = query.getAll('property').map(condition);
  return (resource) => conditions.every((holds) => holds(resource));
}
