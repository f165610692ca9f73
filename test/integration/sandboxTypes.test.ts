import * as assert from 'node:assert/strict';
import { copyToken, generate, run } from './support/aepCommands';
import { useLocalAdobe } from './support/localAdobe';
import { until } from './support/until';

suite('Learning whether a sandbox is production', () => {
  const fixture = useLocalAdobe();

  const lists = (): number => fixture.adobe.requests.filter(({ path }) => path.includes('/sandbox-management/')).length;

  test('costs one request after a person generated a token, and none after the next', async () => {
    await fixture.add(fixture.oauth({ sandbox: 'prod' }));
    await run('aep.token.generate');
    await until(() => Promise.resolve(lists() === 1));
    await run('aep.token.generate');
    await copyToken();
    assert.equal(lists(), 1);
  });

  test('costs nothing where another extension generates a token, or a valid one is copied', async () => {
    await fixture.add(fixture.oauth({ sandbox: 'prod' }));
    await generate();
    await run('aep.token.copy');
    await copyToken();
    assert.deepEqual(fixture.platformAnswers, []);
    assert.equal(fixture.tokenRequests, 1);
  });

  test('costs nothing more after an access check, which lists them', async () => {
    const connectionId = await fixture.add(fixture.oauth({ sandbox: 'prod' }));
    await run('aep.access.check', { connectionId });
    assert.equal(lists(), 1);
    await run('aep.token.generate');
    await copyToken();
    assert.equal(lists(), 1);
  });
});
