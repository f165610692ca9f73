import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demo } from '../../emulator/demo';
import { post } from './requests';

suite('local Adobe: command line', () => {
  const script = join(__dirname, '..', '..', 'emulator', 'cli.js');

  test('runs until it is interrupted, then takes its key away', async function () {
    // Windows has no interrupt to send to a child.
    if (process.platform === 'win32') this.skip();
    const child = spawn(process.execPath, [script, '--classes', '3'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    try {
      const values = new Map<string, string>();
      for await (const line of createInterface(child.stdout)) {
        const [, name, value] = /^ {2}(.+?) {2,}(.+)$/.exec(line) ?? [];
        if (name !== undefined && value !== undefined) values.set(name, value);
        if (name === 'Private key') break;
      }
      const keyFile = values.get('Private key') ?? '';
      assert.ok(existsSync(keyFile));
      const { status } = await post(`${values.get('IMS') ?? ''}/ims/token/v3`, {
        grant_type: 'client_credentials',
        client_id: demo.oauth.clientId,
        client_secret: demo.oauth.clientSecret,
        scope: values.get('Scopes'),
      });
      assert.equal(status, 200);
      child.kill('SIGINT');
      assert.deepEqual(await exited, [0, null]);
      assert.equal(existsSync(keyFile), false);
    } finally {
      child.kill('SIGKILL');
    }
  });

  for (const args of [['--classes', '100001'], ['--latency', 'soon'], ['--xdm', '--classes', '1'], ['--colour']]) {
    test(`refuses ${args.join(' ')}`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
      assert.deepEqual([status, stdout], [1, '']);
      assert.notEqual(stderr, '');
    });
  }
});
