/** Mints one token with the extension's own core, as a whole process: what {@link measureColdMints} starts. */
import { readConnectionInput, completeDraft } from '../../src/core/credentials/connectionInput';
import { ConnectionStore } from '../../src/core/credentials/connectionStore';
import { systemClock } from '../../src/core/clock';
import { HttpClient } from '../../src/core/http/httpClient';
import { ServerTime } from '../../src/core/http/serverTime';
import { ImsClient } from '../../src/core/ims/imsClient';
import { FakeShadow, Keyring } from '../support/fakeStores';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function mint(): Promise<void> {
  const input: unknown = JSON.parse(process.env.BENCH_CONNECTION ?? '');
  const complete = completeDraft(readConnectionInput(input, Date.now()));
  if (!complete) throw new Error('Incomplete');
  const store = new ConnectionStore(new Keyring().window(), new FakeShadow());
  const { id } = await store.add(complete);
  const { connection, credential } = await store.open(id);
  const http = new HttpClient({ clock: systemClock, logger: silent });
  const token = await new ImsClient(http, new ServerTime(systemClock)).mint(connection, credential);
  http.dispose();
  if (token.value === '') throw new Error('No token');
}

void mint();
