import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type CacheSubject } from '../../../src/core/xdm/catalogTypes';
import { XdmDiskCache } from '../../../src/vscode/xdm/xdmDiskCache';
import { MemoryFiles, uriOf } from '../../support/memoryFiles';
import { RecordingLogger } from '../../support/recordingLogger';

const subjectIn = (sandbox: string, connectionId = 'one'): CacheSubject => ({
  connectionId,
  key: JSON.stringify([connectionId, sandbox]),
});
const [dev, prod] = [subjectIn('dev'), subjectIn('prod')];
/** A text that gzip makes this long. */
const noise = (bytes: number): string => randomBytes(bytes).toString('base64');

suite('XdmDiskCache', () => {
  let files: MemoryFiles;
  let logger: RecordingLogger;
  let cache: XdmDiskCache;
  let isOn: boolean;

  const open = (maxBytes?: number): XdmDiskCache =>
    new XdmDiskCache({
      ...{ files, logger, storage: uriOf('/storage'), isOn: () => isOn },
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
  const has = async (subject: CacheSubject, name = 'index'): Promise<boolean> =>
    (await cache.read(subject, name)) !== undefined;
  setup(() => {
    files = new MemoryFiles();
    logger = new RecordingLogger();
    isOn = true;
    cache = open();
  });

  test('gives back what was written, in the next session too', async () => {
    await cache.write(dev, 'list-global-classes', 'Grüße\n"{}"');
    assert.equal(await cache.read(dev, 'list-global-classes'), 'Grüße\n"{}"');
    assert.equal(await open().read(dev, 'list-global-classes'), 'Grüße\n"{}"');
  });

  test('has nothing of what was never written', async () => {
    assert.equal(await cache.read(dev, 'index'), undefined);
    assert.equal(logger.text, '');
  });

  test('keeps the sandboxes of a connection apart', async () => {
    await cache.write(dev, 'index', 'of dev');
    assert.equal(await cache.read(prod, 'index'), undefined);
  });

  test('names files by nothing that a person wrote', async () => {
    await cache.write({ connectionId: '../../etc', key: 'Customer secret sandbox' }, '../x', 'text');
    const [path = ''] = files.files.keys();
    assert.match(path, /^\/storage\/xdm\/[0-9a-f]{64}\/[0-9a-f]{64}\/[0-9a-f]{64}\.json\.gz$/);
  });

  test('replaces a file at once: a writer that breaks off leaves the old one', async () => {
    await cache.write(dev, 'index', 'old');
    files.failures.set('rename', 'Unavailable');
    await cache.write(dev, 'index', 'new');
    files.failures.clear();
    assert.equal(await cache.read(dev, 'index'), 'old');
    assert.equal(files.files.size, 1);
  });

  for (const damaged of [new Uint8Array(), new TextEncoder().encode('{"no":"gzip"}')]) {
    test(`has nothing where a file is damaged (${damaged.length} bytes)`, async () => {
      await cache.write(dev, 'index', 'text');
      const [path = ''] = files.files.keys();
      files.files.set(path, { bytes: damaged, mtime: 0 });
      assert.equal(await cache.read(dev, 'index'), undefined);
    });
  }

  test('reads and writes nothing when the setting is off, and deletes what lies there', async () => {
    await cache.write(dev, 'index', 'text');
    isOn = false;
    await cache.heedSetting();
    assert.equal(files.files.size, 0);
    await cache.write(dev, 'index', 'text');
    assert.equal(await cache.read(dev, 'index'), undefined);
    assert.equal(files.files.size, 0);
    isOn = true;
    await cache.write(dev, 'index', 'again');
    assert.equal(await cache.read(dev, 'index'), 'again');
    isOn = false;
    await cache.heedSetting();
    assert.equal(files.files.size, 0);
  });

  test('deletes when it is first asked, too, what lay there when the setting was off at the start', async () => {
    await cache.write(dev, 'index', 'text');
    isOn = false;
    assert.equal(await open().read(dev, 'index'), undefined);
    assert.equal(files.files.size, 0);
  });

  test('writes nothing that was begun before the setting went off', async () => {
    const writing = cache.write(dev, 'index', noise(100_000));
    isOn = false;
    await writing;
    assert.equal(files.files.size, 0);
  });

  test('forgets a connection in all its sandboxes, and no other', async () => {
    const other = subjectIn('dev', 'two');
    for (const subject of [dev, prod, other]) await cache.write(subject, 'index', 'text');
    await cache.forget({ id: 'one' });
    assert.deepEqual(await Promise.all([dev, prod, other].map((subject) => cache.read(subject, 'index'))), [
      undefined,
      undefined,
      'text',
    ]);
    assert.ok([...files.files.keys(), ...files.folders].every((path) => !path.startsWith('/storage/xdm/one')));
    await cache.forget({ id: 'never there' });
    await cache.forget({ allBut: [] });
    assert.equal(files.files.size, 0);
  });

  test('forgets all connections but those that there are', async () => {
    const subjects = ['one', 'two', '../three', '../four'].map((id) => subjectIn('dev', id));
    for (const subject of subjects) await cache.write(subject, 'index', 'text');
    const late = cache.write(subjectIn('prod', 'one'), 'index', noise(100_000));
    await cache.forget({ allBut: ['two', '../three', 'never there'] });
    await late;
    assert.deepEqual(await Promise.all(subjects.map((subject) => has(subject))), [false, true, true, false]);
    assert.equal(files.files.size, 2);
  });

  test('forgets what is still being written', async () => {
    const writing = cache.write(dev, 'index', noise(100_000));
    await cache.forget({ id: 'one' });
    await writing;
    assert.equal(files.files.size, 0);
  });

  test('stays below its size: subjects that were written longest ago go first', async () => {
    cache = open(10_000);
    const subjects = ['a', 'b', 'c', 'd', 'e'].map((sandbox) => subjectIn(sandbox));
    for (const subject of subjects) await cache.write(subject, 'index', noise(3_000));
    const kept = await Promise.all(subjects.map((subject) => has(subject)));
    assert.deepEqual(kept, [false, false, true, true, true]);
    assert.ok(files.totalBytes <= 10_000);
  });

  test('counts what lay there before and what was written over', async () => {
    await cache.write(dev, 'index', noise(6_000));
    cache = open(10_000);
    for (let times = 0; times < 5; times += 1) await cache.write(prod, 'index', noise(3_000));
    assert.ok(await has(dev));
    await cache.write(prod, 'list-tenant-schemas', noise(4_000));
    assert.deepEqual([await has(dev), await has(prod)], [false, true]);
  });

  test('gives up the oldest files of a subject that is too large alone', async () => {
    cache = open(10_000);
    for (const name of ['a', 'b', 'c', 'd']) await cache.write(dev, name, noise(3_500));
    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((name) => has(dev, name)));
    assert.deepEqual(kept, [false, false, true, true]);
  });

  test('does not write what is larger than everything may be', async () => {
    cache = open(10_000);
    await cache.write(dev, 'index', 'old');
    await cache.write(dev, 'index', noise(20_000));
    assert.ok((await cache.read(dev, 'index')) === 'old');
  });

  test('is not disturbed by files that are not its own', async () => {
    await cache.write(dev, 'index', 'text');
    files.files.set('/storage/xdm/.DS_Store', { bytes: new Uint8Array(1), mtime: 0 });
    cache = open(10_000);
    for (const sandbox of ['a', 'b', 'c', 'd']) await cache.write(subjectIn(sandbox), 'index', noise(4_000));
    assert.ok(files.totalBytes <= 10_000);
  });

  for (const call of [
    'readFile',
    'writeFile',
    'rename',
    'delete',
    'createDirectory',
    'readDirectory',
    'stat',
  ] as const) {
    test(`does not throw when ${call} fails, and names no path`, async () => {
      await cache.write(prod, 'index', 'text');
      cache = open();
      files.failures.set(call, 'NoPermissions');
      await cache.write(dev, 'index', 'text');
      await cache.write(dev, 'index', 'text');
      await cache.read(dev, 'index');
      await cache.forget({ id: 'one' });
      assert.ok(!logger.text.includes('/'));
      assert.equal(new Set(logger.lines).size, logger.lines.length);
    });
  }
});
