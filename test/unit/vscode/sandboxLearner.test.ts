import { fakeVscode } from '../../support/fakeVscode';
import assert from 'node:assert/strict';
import { createAdobe, type Adobe } from '../../../src/adobe';
import { ConnectionStore } from '../../../src/core/credentials/connectionStore';
import { ServerTime } from '../../../src/core/http/serverTime';
import { systemClock } from '../../../src/core/clock';
import { TokenRecords } from '../../../src/core/ims/tokenRecords';
import { TokenService } from '../../../src/core/ims/tokenService';
import { ActiveConnection } from '../../../src/vscode/connections/activeConnection';
import { sandboxMark, sandboxText } from '../../../src/vscode/texts/sandboxTexts';
import { registerDemo } from '../../emulator/demo';
import { LocalAdobe } from '../../emulator/localAdobe';
import { oauthConnection } from '../../support/connections';
import { until } from '../../support/fakeClock';
import { FakeMemento, FakeShadow, Keyring } from '../../support/fakeStores';
import { RecordingLogger } from '../../support/recordingLogger';

const sandboxManagement = /sandbox-management/;

suite('What Adobe calls a sandbox', () => {
  let local: LocalAdobe;
  let logger: RecordingLogger;
  let store: ConnectionStore;
  let tokens: TokenService;
  let active: ActiveConnection;
  let adobe: Adobe;
  let id: string;

  suiteSetup(async () => {
    local = await LocalAdobe.start();
  });
  suiteTeardown(() => local.stop());

  setup(() => {
    fakeVscode.reset();
    local.reset();
    registerDemo(local);
    logger = new RecordingLogger();
    const secrets = new Keyring().window();
    store = new ConnectionStore(secrets, new FakeShadow());
    const serverTime = new ServerTime(systemClock);
    const ims: Pick<Adobe['ims'], 'mint'> = { mint: (...given) => adobe.ims.mint(...given) };
    const records = new TokenRecords(secrets);
    tokens = new TokenService({ connections: store, records, ims, serverTime, logger, policy: () => 'automatic' });
    const none = { connection: undefined, sandbox: undefined };
    const settings = { choosing: () => none, onDidChangeChoosing: () => ({ dispose: () => undefined }) };
    active = new ActiveConnection({
      store,
      workspaceState: new FakeMemento(),
      globalState: new FakeMemento(),
      settings,
    });
    adobe = createAdobe({ active, tokens, serverTime, logger });
  });
  teardown(() => {
    for (const one of [adobe, active, tokens, store]) one.dispose();
  });

  const add = async (sandbox?: string, name = 'Acme'): Promise<string> => {
    const given = sandbox === undefined ? { name } : { name, sandbox };
    const connection = await store.add(oauthConnection(local, given));
    await active.choose(connection.id);
    return connection.id;
  };
  const mark = (): string => {
    const { connection, sandboxType } = active.state.active!;
    return `${sandboxMark(connection.sandbox, sandboxType)} | ${sandboxText(connection.sandbox, sandboxType)}`;
  };
  const lists = (): number => local.requests.filter(({ path }) => path.includes('sandbox-management')).length;

  for (const [sandbox, before, after] of [
    ['prod', 'prod? | prod (type unknown)', 'prod PRODUCTION | prod (PRODUCTION)'],
    ['dev', 'dev? | dev (type unknown)', 'dev | dev (development)'],
    [
      undefined,
      'default? | no sandbox sent: Adobe’s default (type unknown)',
      'PRODUCTION | no sandbox sent: Adobe’s default (PRODUCTION)',
    ],
  ] as const) {
    test(`is learnt of ${sandbox ?? 'the default one, where none is sent'}, by one request`, async () => {
      id = await add(sandbox);
      assert.equal(mark(), before);
      await tokens.mint(id);
      await adobe.learner.learn(id);
      assert.equal(mark(), after);
      await adobe.learner.learn(id);
      assert.equal(lists(), 1);
    });
  }

  test('is not asked for without a valid token, and none is made for it', async () => {
    id = await add('prod');
    await adobe.learner.learn(id);
    local.tokenLifetimeMs = 1_000;
    await tokens.mint(id);
    await until(() => (tokens.state(id).expiresAtMs ?? 0) <= Date.now());
    await adobe.learner.learn(id);
    assert.equal(local.mints, 1);
    assert.equal(lists(), 0);
  });

  test('is not asked for again after a refusal, which nobody hears of, until there is another token', async () => {
    id = await add('prod');
    await tokens.mint(id);
    const rule = local.fail({ service: 'platform', path: sandboxManagement, fault: { status: 403 } });
    await adobe.learner.learn(id);
    await adobe.learner.learn(id);
    assert.equal(lists(), 1);
    assert.ok(
      logger.lines.every((line) => !/^(warn|error)/.test(line)),
      logger.text,
    );
    rule.remove();
    local.nowMs = () => Date.now() + 1_000;
    await tokens.mint(id);
    await adobe.learner.learn(id);
    assert.match(mark(), /PRODUCTION/);
  });

  test('costs no token that Adobe refuses here: whoever asks for something finds out', async () => {
    id = await add('prod');
    const { value } = await tokens.mint(id);
    local.fail({ service: 'platform', path: sandboxManagement, fault: { status: 401 } });
    await adobe.learner.learn(id);
    assert.equal((await tokens.get(id)).value, value);
    assert.equal(lists(), 1);
    assert.equal(local.mints, 1);
  });

  for (const [what, leave] of [
    ['another connection is chosen', () => add('dev', 'Globex')],
    [
      'the window is closed',
      () => {
        adobe.learner.dispose();
        return Promise.resolve();
      },
    ],
  ] as const) {
    test(`is given up when ${what}`, async () => {
      id = await add('prod');
      await tokens.mint(id);
      local.fail({ service: 'platform', path: sandboxManagement, fault: 'hang' });
      const learning = adobe.learner.learn(id);
      await until(() => lists() === 1);
      await leave();
      await learning;
      assert.equal(active.state.connections.find(({ connection }) => connection.id === id)?.sandboxType, undefined);
    });
  }

  test('is learnt after all when one comes back to the connection', async () => {
    id = await add('prod');
    await tokens.mint(id);
    const rule = local.fail({ service: 'platform', path: sandboxManagement, fault: 'hang' });
    const learning = adobe.learner.learn(id);
    await until(() => lists() === 1);
    await add('dev', 'Globex');
    await learning;
    rule.remove();
    await active.choose(id);
    await until(() => active.state.active?.sandboxType === 'production');
    assert.equal(lists(), 2);
  });

  test('is asked for by those who come at once only once', async () => {
    id = await add('prod');
    await tokens.mint(id);
    await Promise.all([1, 2, 3].map(() => adobe.learner.learn(id)));
    assert.equal(lists(), 1);
  });

  test('is remembered by whoever lists sandboxes', async () => {
    id = await add('prod');
    await adobe.sandboxes.list((await active.get(id)).connection);
    assert.match(mark(), /PRODUCTION/);
  });
});
