import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { completeDraft, readConnectionInput } from '../../core/credentials/connectionInput';
import type { ConnectionPatch, ConnectionStore } from '../../core/credentials/connectionStore';
import { completeCredential } from '../../core/credentials/credentialInput';
import { splitList } from '../../core/credentials/validation';
import { AepError } from '../../core/errors';
import { tell } from '../messages';
import { credentialInputOf, formOfConnection, inputOf, type ConnectionForm } from './connectionForm';
import type { ConnectionPicker } from './connectionPicker';
import { clientIdStep, environmentSteps, imsOrgStep, nameStep, sandboxStep } from './connectionSteps';
import { credentialSteps, oauthSecretStep, scopesStep, secondSecretStep, secretSteps } from './credentialSteps';
import type { FormStep } from './formStep';
import { askChoice, valueOf, type Choice } from './quickInput';
import { runWizard } from './wizard';

type Part = Field | 'secondSecret' | 'moveToOAuth';
type Field = 'name' | 'sandbox' | 'imsOrg' | 'clientId' | 'secret' | 'credential' | 'environment';

/** Changes one part of a stored connection at a time; what is not asked for stays. */
export class ConnectionEditor {
  constructor(
    private readonly store: ConnectionStore,
    private readonly picker: ConnectionPicker,
  ) {}

  /** Asks which part to change, then for the part, until it is dismissed. Each change is saved at once. */
  async edit(id: string | undefined): Promise<void> {
    const title = vscode.l10n.t('Edit AEP Connection');
    const chosenId = id ?? (await this.picker.pick(title))?.id;
    // As it is stored: the picker knows the sandbox of this window.
    let connection = chosenId === undefined ? undefined : (await this.store.get(chosenId)).connection;
    while (connection) {
      const answer = await askChoice(
        { title: vscode.l10n.t('Edit “{0}”', connection.name), canGoBack: false },
        { placeholder: vscode.l10n.t('What do you want to change?'), choices: partsOf(connection) },
      );
      const part = valueOf(answer);
      if (part === undefined) return;
      if (part === 'secondSecret') await this.#addSecret(connection);
      else if (part === 'moveToOAuth') await this.#moveToOAuth(connection);
      else await this.#change(connection, part);
      connection = (await this.store.get(connection.id)).connection;
    }
  }

  /** Asks for the secrets alone: they were lost, refused, or a pasted token ran out. */
  async enterSecret(id: string | undefined): Promise<void> {
    const connection = await this.#find(id, vscode.l10n.t('Enter Secret of AEP Connection'));
    if (connection) await this.#change(connection, 'secret');
  }

  /** Asks for one more client secret, as one has it while rotating. */
  async addSecret(id: string | undefined): Promise<void> {
    const connection = await this.#find(id, vscode.l10n.t('Add Second Client Secret'));
    if (connection) await this.#addSecret(connection);
  }

  /** Makes a service account the OAuth credential that Adobe turned it into: the client ID stays. */
  async moveToOAuth(id: string | undefined): Promise<void> {
    const connection = await this.#find(id, vscode.l10n.t('Move to OAuth Server-to-Server'));
    if (connection) await this.#moveToOAuth(connection);
  }

  /** The stored connection: with its own sandbox, not the one of this window. */
  async #find(id: string | undefined, title: string): Promise<Connection | undefined> {
    const found = await this.picker.find(id, title);
    return found && (await this.store.get(found.id)).connection;
  }

  async #addSecret(connection: Connection): Promise<void> {
    const { id, name, clientId } = connection;
    if (connection.credential.kind !== 'oauth-server-to-server') {
      const message = vscode.l10n.t('Only an OAuth Server-to-Server credential can have two client secrets.');
      void tell(message);
      return;
    }
    const { clientSecret: stored = '' } = await this.#storedSecrets(connection);
    const [newest] = splitList(stored);
    const title = vscode.l10n.t('Add Second Client Secret to “{0}”', name);
    const form = await runWizard(title, [secondSecretStep(stored, clientId)], {});
    if (!form) return;
    // The new one is tried first; of two that there were, the older one makes room.
    const clientSecrets = [...splitList(form.clientSecret ?? ''), ...(newest === undefined ? [] : [newest])];
    const { scopes } = connection.credential;
    await this.store.update(id, { credential: { kind: 'oauth-server-to-server', clientSecrets, scopes } });
  }

  async #moveToOAuth({ id, name, clientId, credential }: Connection): Promise<void> {
    if (credential.kind !== 'jwt') {
      const message = vscode.l10n.t('“{0}” is not a service account (JWT): there is nothing to move.', name);
      void tell(message);
      return;
    }
    const title = vscode.l10n.t('Move “{0}” to OAuth Server-to-Server', name);
    const form = await runWizard<ConnectionForm>(title, [oauthSecretStep, scopesStep], {
      kind: 'oauth-server-to-server',
      clientId,
    });
    const draft = form && readConnectionInput({ clientId, credential: credentialInputOf(form) }, 0).credential;
    const moved = draft && completeCredential(draft);
    if (moved) await this.store.update(id, { credential: moved });
  }

  async #change(connection: Connection, part: Field): Promise<void> {
    const title = vscode.l10n.t('Edit “{0}”', connection.name);
    const before = formOfConnection(connection);
    const steps = this.#stepsOf(part, connection, before);
    const form = await runWizard(title, steps, before);
    if (form) await this.store.update(connection.id, await this.#patchOf(connection, part, before, form));
  }

  #stepsOf(part: Field, { id }: Connection, before: ConnectionForm): readonly FormStep[] {
    // A credential may be used only with the client id and the IMS origin that it was entered with.
    const secretsAgain = secretSteps.map((step) => ({
      ...step,
      when: (form: ConnectionForm) => needsSecretsAgain(before, form) && (step.when?.(form) ?? true),
    }));
    switch (part) {
      case 'name':
        return [nameStep((name) => this.store.isNameFree(name, id))];
      case 'sandbox':
        return [sandboxStep];
      case 'imsOrg':
        return [imsOrgStep];
      case 'clientId':
        return [clientIdStep, ...secretsAgain];
      case 'secret':
        return secretSteps;
      case 'credential':
        return credentialSteps;
      case 'environment':
        return [...environmentSteps, ...secretsAgain];
    }
  }

  async #patchOf(
    connection: Connection,
    part: Field,
    before: ConnectionForm,
    form: ConnectionForm,
  ): Promise<ConnectionPatch> {
    const secretsEntered = part === 'secret' || needsSecretsAgain(before, form);
    const given = secretsEntered ? form : { ...form, ...(await this.#storedSecrets(connection)) };
    const { credential, environment, ...rest } = readConnectionInput(inputOf(given), 0);
    const whole = completeDraft({
      ...rest,
      ...(credential ? { credential } : {}),
      ...(environment ? { environment } : {}),
    });
    const { sandbox } = rest;
    if (whole) return { ...whole, sandbox };
    // The secrets are lost and were not asked for: everything else can be changed all the same.
    return { ...rest, ...(environment ? { environment } : {}), sandbox };
  }

  async #storedSecrets({ id }: Connection): Promise<Partial<ConnectionForm>> {
    try {
      const { credential } = await this.store.open(id);
      switch (credential.kind) {
        case 'oauth-server-to-server':
          return { clientSecret: credential.clientSecrets.join(' ') };
        case 'jwt': {
          const { clientSecret, privateKey, passphrase } = credential;
          return { clientSecret, privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
        }
        case 'access-token':
          return { accessToken: credential.accessToken };
      }
    } catch (error) {
      if (error instanceof AepError && error.code === 'SECRET_MISSING') return {};
      throw error;
    }
  }
}

function needsSecretsAgain(before: ConnectionForm, form: ConnectionForm): boolean {
  const originOf = ({ environment, imsOrigin, platformOrigin }: ConnectionForm): string =>
    environment === 'custom' ? `${imsOrigin ?? ''} ${platformOrigin ?? ''}` : (environment ?? '');
  return before.clientId !== form.clientId || originOf(before) !== originOf(form);
}

function partsOf(connection: Connection): readonly Choice<Part>[] {
  const { l10n } = vscode;
  const { name, sandbox, imsOrg, clientId, credential, environment } = connection;
  const notNow = l10n.t('not shown');
  const ofCredential: Choice<Part>[] =
    credential.kind === 'oauth-server-to-server'
      ? [
          { label: l10n.t('Second client secret'), description: l10n.t('while rotating'), value: 'secondSecret' },
          { label: l10n.t('Scopes'), description: credential.scopes.join(', '), value: 'credential' },
        ]
      : credential.kind === 'jwt'
        ? [
            {
              label: l10n.t('Technical account and metascopes'),
              description: `${credential.technicalAccountId} · ${credential.metascopes.join(', ')}`,
              value: 'credential',
            },
            {
              label: l10n.t('Move to OAuth Server-to-Server…'),
              description: l10n.t('keeps the client ID'),
              value: 'moveToOAuth',
            },
          ]
        : [];
  return [
    { label: l10n.t('Name'), description: name, value: 'name' },
    { label: l10n.t('Sandbox'), description: sandbox ?? l10n.t('none'), value: 'sandbox' },
    { label: l10n.t('IMS organisation'), description: imsOrg, value: 'imsOrg' },
    { label: l10n.t('Client ID'), description: clientId, value: 'clientId' },
    { label: secretLabels[credential.kind](), description: notNow, value: 'secret' },
    ...ofCredential,
    { label: l10n.t('Environment'), description: new URL(environment.platformOrigin).host, value: 'environment' },
  ];
}

const secretLabels: Readonly<Record<Connection['credential']['kind'], () => string>> = {
  'oauth-server-to-server': () => vscode.l10n.t('Client secret'),
  jwt: () => vscode.l10n.t('Client secret and private key'),
  'access-token': () => vscode.l10n.t('Access token'),
};
