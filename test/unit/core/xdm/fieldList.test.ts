import assert from 'node:assert/strict';
import { isAbort } from '../../../../src/core/errors';
import { listFields } from '../../../../src/core/xdm/fieldList';
import { type JsonObject } from '../../../../src/core/xdm/xdmResource';
import { lookupIn, tangledResource, xdmResource } from '../../../support/xdmDocuments';

const text: JsonObject = { type: 'string' };
const small = xdmResource('Small', { properties: { a: { type: 'object', properties: { b: text } }, c: text } });

suite('listFields', () => {
  test('lists the fields of all levels, in the order of the document', async () => {
    const { fields, isCut } = await listFields(small, lookupIn(), {});
    assert.deepEqual([fields.map(({ name }) => name), isCut], [['a', 'b', 'c'], false]);
  });

  test('says that there are more than were wanted', async () => {
    const { fields, isCut } = await listFields(small, lookupIn(), { maxFields: 2 });
    assert.deepEqual([fields.length, isCut], [2, true]);
    assert.equal((await listFields(small, lookupIn(), { maxFields: 3 })).isCut, false);
  });

  test('ends early, and says so, where types include one another in more ways than anybody can use', async () => {
    const { fields, isCut } = await listFields(tangledResource(150), lookupIn(), { maxFields: 10_000 });
    assert.ok(fields.length > 0 && fields.length < 10_000);
    assert.equal(isCut, true);
  });

  test('lets others work meanwhile, and ends when it is stopped', async () => {
    const abort = new AbortController();
    const listing = listFields(tangledResource(150), lookupIn(), { signal: abort.signal });
    setImmediate(() => {
      abort.abort();
    });
    await assert.rejects(listing, isAbort);
  });
});
