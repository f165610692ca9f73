import assert from 'node:assert/strict';
import { type NewConnection } from '../../../src/core/credentials/connectionInput';
import { demo } from '../../emulator/demo';
import { oauthConnection } from '../../support/connections';
import { FakeShadow } from '../../support/fakeStores';
import { type Circumstance } from './circumstance';
import { type Scene } from './scene';

const hourMs = 3_600_000;
const connectionsKey = 'aep.connections';

/** The keyring's words quote a secret, as those of a careless one might. */
const failure = new Error(`could not handle ${demo.oauth.clientSecret}`);

const restart = (scene: Scene): void => {
  scene.restart();
};

/** This machine's clock is wrong by so much; what timers go by is not. */
const wrongBy = (aheadMs: number) => (scene: Scene) => {
  scene.clock.sleep(aheadMs - scene.aheadMs);
  scene.aheadMs = aheadMs;
};
const setRight = wrongBy(0);

/** A new window finds another text in the place of a record, or none. */
function findInstead(scene: Scene, key: string, text: string | undefined): void {
  const { values } = scene.keyring;
  scene.saved = new Map(values);
  if (text === undefined) values.delete(key);
  else values.set(key, text);
  scene.restart();
}

const putBack = ({ keyring, saved }: Scene): void => {
  for (const [key, text] of saved) keyring.values.set(key, text);
  keyring.changed(connectionsKey);
};

/** A credential like the one that there is, and yet another one. */
function enteredAnew({ input: { credential }, adobe }: Scene): NewConnection['credential'] {
  switch (credential.kind) {
    case 'oauth-server-to-server':
      return { ...credential, clientSecrets: [...credential.clientSecrets, 'p8e-FAKE_next_secret_of_rotation_01'] };
    case 'jwt':
      return { ...credential, passphrase: 'needless, since the key is not encrypted' };
    case 'access-token':
      return { ...credential, accessToken: adobe.issueToken(demo.oauth.clientId) };
  }
}

const threeMinutesLeft = 'get a token, three minutes left';
const withExpired = 'list, with an expired token';
const checkOfIms = 'access check, IMS at fault';
const index = 'explorer and search: index';
const types = 'explorer: referenced types';
const pastedToken = 'list classes, pasted token';

/** The machine's clock goes wrong, or the machine stands still. */
export const clocks: readonly Circumstance[] = [
  {
    name: '2 h ahead',
    meaning: "this machine's clock is, from the start",
    first: wrongBy(2 * hourMs),
    begin: restart,
    mend: setRight,
    ims: 'ok 1',
    platform: 'ok 1',
    but: {
      [withExpired]: 'ok 2',
      [checkOfIms]: 'CLOCK_WRONG 6',
      'access check': 'CLOCK_WRONG 5',
      [types]: 'ok 4',
      [index]: 'ok 11',
    },
  },
  {
    name: '2 h behind',
    meaning: "this machine's clock is, from the start",
    first: wrongBy(-2 * hourMs),
    begin: restart,
    mend: setRight,
    ims: 'ok 1',
    platform: 'ok 1',
    but: {
      'mint, JWT': 'ok 2',
      [withExpired]: 'ok 2',
      [checkOfIms]: 'CLOCK_WRONG 6',
      'access check': 'CLOCK_WRONG 5',
      [types]: 'ok 4',
      [index]: 'ok 11',
    },
  },
  {
    name: 'jumps 30 h ahead',
    meaning: "this machine's clock does, so that a good token seems to have expired",
    begin: wrongBy(30 * hourMs),
    mend: setRight,
    ims: 'ok 1',
    platform: 'ok 2',
    but: {
      'mint, JWT': 'ok 2',
      [withExpired]: 'ok 2',
      [checkOfIms]: 'CLOCK_WRONG 6',
      'access check': 'CLOCK_WRONG 5',
      [pastedToken]: 'TOKEN_EXPIRED 0',
      [index]: 'ok 12',
    },
  },
  {
    name: 'jumps 30 h back',
    meaning: "this machine's clock does, so that a dead token seems to be good until Adobe refuses it",
    begin: wrongBy(-30 * hourMs),
    mend: setRight,
    ims: 'ok 1',
    platform: 'ok 1',
    but: {
      'mint, JWT': 'ok 2',
      'renew ahead of time': 'ok 0',
      'get a token, expired before': 'known 0',
      [threeMinutesLeft]: 'known 0',
      [withExpired]: 'ok 3',
      [checkOfIms]: 'CLOCK_WRONG 6',
      'access check': 'CLOCK_WRONG 5',
      [index]: 'ok 11',
    },
  },
  {
    name: 'slept 30 h',
    meaning: 'the laptop did: no timer went off, and the token has expired',
    begin: ({ clock }) => {
      clock.sleep(30 * hourMs);
    },
    ims: 'ok 1',
    platform: 'ok 2',
    but: {
      [withExpired]: 'ok 2',
      [checkOfIms]: 'ok 6',
      'access check': 'ok 6',
      [pastedToken]: 'TOKEN_EXPIRED 0',
      [index]: 'ok 12',
    },
  },
];

/** The secret storage, and what is in it. */
export const stores: readonly Circumstance[] = [
  {
    name: 'throws',
    meaning: 'SecretStorage does, from one moment to the next',
    begin: ({ keyring }) => {
      keyring.failure = failure;
    },
    mend: ({ keyring }) => {
      keyring.failure = undefined;
    },
    ims: 'STORE_UNAVAILABLE 0',
    platform: 'ok 1',
    but: { [threeMinutesLeft]: 'known 0', 'access check': 'STORE_UNAVAILABLE 0', [index]: 'ok 11' },
  },
  {
    name: 'throws at start',
    meaning: 'SecretStorage does, in a new window',
    begin: (scene) => {
      scene.keyring.failure = failure;
      scene.restart();
    },
    mend: ({ keyring }) => {
      keyring.failure = undefined;
    },
    ims: 'STORE_UNAVAILABLE 0',
    platform: 'STORE_UNAVAILABLE 0',
    but: { 'explorer: document': 'known 0' },
  },
  {
    name: 'takes nothing',
    meaning: 'SecretStorage can be read and not be written',
    begin: ({ keyring }) => {
      keyring.storeFailure = failure;
    },
    mend: ({ keyring }) => {
      keyring.storeFailure = undefined;
    },
    ims: 'ok 1',
    platform: 'ok 1',
    but: {
      revoke: 'STORE_UNAVAILABLE 1',
      [withExpired]: 'ok 2',
      [checkOfIms]: 'ok 6',
      'access check': 'ok 5',
      [index]: 'ok 11',
    },
  },
  {
    name: 'empty',
    meaning: 'nothing is stored, in a new window',
    begin: (scene) => {
      scene.shadow = new FakeShadow();
      findInstead(scene, connectionsKey, undefined);
    },
    mend: putBack,
    ims: 'CONNECTION_NOT_FOUND 0',
    platform: 'CONNECTION_NOT_FOUND 0',
  },
  {
    name: 'keyring lost',
    meaning: 'only the part without secrets is there, in a new window, until the secret is entered again',
    begin: (scene) => {
      findInstead(scene, connectionsKey, undefined);
    },
    mend: async ({ window, id, input: { credential } }) => {
      await window.store.update(id, { credential });
    },
    ims: 'SECRET_MISSING 0',
    platform: 'SECRET_MISSING 0',
    but: { [checkOfIms]: 'SECRET_MISSING 1', 'access check': 'SECRET_MISSING 1' },
  },
  {
    name: 'corrupt',
    meaning: 'the record of the connections is, in a new window; it is left alone',
    begin: (scene) => {
      findInstead(scene, connectionsKey, '{"version":1,"conn');
    },
    mend: putBack,
    ims: 'RECORD_UNREADABLE 0',
    platform: 'RECORD_UNREADABLE 0',
  },
  {
    name: 'newer',
    meaning: 'a newer version wrote the record of the connections; it is left alone',
    begin: (scene) => {
      findInstead(scene, connectionsKey, '{"version":2,"connections":{}}');
    },
    mend: putBack,
    ims: 'RECORD_NEWER 0',
    platform: 'RECORD_NEWER 0',
  },
  {
    name: 'token corrupt',
    meaning: 'the record of the token is, in a new window; a token can be replaced',
    begin: (scene) => {
      findInstead(scene, `aep.token.${scene.id}`, '{"version":1,"val');
    },
    ims: 'ok 1',
    platform: 'ok 2',
    but: {
      revoke: 'NO_TOKEN 0',
      'token details': 'without 0',
      [withExpired]: 'ok 2',
      [checkOfIms]: 'ok 6',
      'access check': 'ok 6',
      [pastedToken]: '– d',
      [types]: 'ok 5',
      [index]: 'ok 12',
    },
  },
];

/** Something else happens in the middle of the call, while Adobe keeps it waiting. */
export const interruptions: readonly Circumstance[] = [
  {
    name: 'disposed',
    meaning: 'the window is closed',
    meanwhile: ({ window }) => {
      window.dispose();
    },
    mend: restart,
    ims: 'cancelled 1',
    platform: 'cancelled 1',
    but: { 'access check': 'cancelled 2', [index]: 'cancelled ≤2' },
  },
  {
    name: 'edited',
    meaning: 'another window gives the connection another credential: a token of the former one is not waited for',
    meanwhile: async (scene) => {
      await scene.openWindow().store.update(scene.id, { credential: enteredAnew(scene) });
    },
    changesConnections: true,
    ims: 'cancelled 1',
    platform: 'ok 1',
    but: { revoke: 'ok 1', 'token details': 'ok 1', [checkOfIms]: 'ok 6', 'access check': 'ok 6', [index]: 'ok ≤12' },
  },
  {
    name: 'switched',
    meaning: 'this window turns to another connection and sandbox, and lists classes there',
    meanwhile: async ({ window, adobe }) => {
      const other = await window.store.add(oauthConnection(adobe, { name: 'Other', sandbox: 'dev' }));
      await window.catalog.loadList(other, 'global', 'classes');
      assert.equal(window.catalog.list(other, 'global', 'classes').status, 'complete');
    },
    changesConnections: true,
    ims: 'ok 1',
    platform: 'ok 1',
    but: { [withExpired]: 'ok 2', [checkOfIms]: 'ok 6', 'access check': 'ok 5', [index]: 'ok ≤11' },
  },
  {
    name: 'removed',
    meaning: 'another window removes the connection; from then on nothing is sent for it',
    meanwhile: async (scene) => {
      const other = scene.openWindow();
      await other.store.remove(scene.id);
      await other.tokens.forget(scene.id);
    },
    changesConnections: true,
    next: 'CONNECTION_NOT_FOUND',
    ims: 'cancelled 1',
    platform: 'ok 1',
    but: {
      revoke: 'ok 1',
      'token details': 'ok 1',
      [checkOfIms]: 'CONNECTION_NOT_FOUND 1',
      'access check': 'CONNECTION_NOT_FOUND 2',
      [index]: 'CONNECTION_NOT_FOUND ≤11',
    },
  },
];
