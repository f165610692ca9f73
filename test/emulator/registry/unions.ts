import { altIdOf, isObject, textOf, type Finder, type Json, type JsonObject, type Resource } from './resource';

const isInProfile = (document: JsonObject): boolean => {
  const tags = document['meta:immutableTags'];
  return Array.isArray(tags) && tags.includes('union');
};

const referencesOf = ({ allOf }: JsonObject): string[] =>
  (Array.isArray(allOf) ? allOf : []).flatMap((part: Json) => (isObject(part) ? [textOf(part.$ref)] : []));

const listOf = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(textOf) : []);

function unionDocument(classId: string, schemas: readonly JsonObject[]): JsonObject {
  const references = [...new Set([classId, ...schemas.flatMap(referencesOf)])];
  return {
    version: '1.0',
    title: `Union object for ${classId}`,
    type: 'object',
    description: `Union view of all schemas that extend ${classId}`,
    allOf: references.map(($ref) => ({ $ref, type: 'object', 'meta:xdmType': 'object' })),
    'meta:class': classId,
    'meta:extends': [...new Set(schemas.flatMap((schema) => listOf(schema['meta:extends'])))],
    'meta:xdmType': 'object',
  };
}

/** One union for each class of which a schema takes part in Profile. https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/unions */
export function unionsOf(schemas: readonly Resource[], finder: Finder): Resource[] {
  const members = new Map<string, { resource: Resource; document: JsonObject }[]>();
  for (const resource of schemas) {
    const document = resource.document();
    if (!isInProfile(document)) continue;
    const classId = textOf(document['meta:class']);
    members.set(classId, [...(members.get(classId) ?? []), { resource, document }]);
  }
  return [...members].map(([classId, found]) => {
    const id = `${classId}__union`;
    const [first] = found;
    return {
      kind: 'unions',
      ...(first?.resource.owner ? { owner: first.resource.owner } : {}),
      id,
      altId: altIdOf(id),
      title: finder.find(classId)?.title ?? classId,
      version: '1.0',
      createdMs: Math.min(...found.map(({ resource }) => resource.createdMs)),
      updatedMs: Math.max(...found.map(({ resource }) => resource.updatedMs)),
      document: () =>
        unionDocument(
          classId,
          found.map(({ document }) => document),
        ),
    };
  });
}
