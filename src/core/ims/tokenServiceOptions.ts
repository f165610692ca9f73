import type { ConnectionStore } from '../credentials/connectionStore';
import type { ServerTime } from '../http/serverTime';
import type { Logger } from '../logger';
import type { ImsClient } from './imsClient';
import type { TokenRecords } from './tokenRecords';
import type { RenewalPolicy } from './tokenState';

/** What the token service works with. */
export interface TokenServiceOptions {
  readonly connections: Pick<ConnectionStore, 'open' | 'onDidChange'>;
  readonly records: TokenRecords;
  readonly ims: Pick<ImsClient, 'mint'>;
  readonly serverTime: ServerTime;
  readonly logger: Logger;
  readonly policy: () => RenewalPolicy;
}
