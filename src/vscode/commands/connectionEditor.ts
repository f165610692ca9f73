import * as vscode from 'vscode';
import type { Connection } from '../../core/credentials/connection';
import { completeDraft, readConnectionInput } from '../../core/credentials/connectionInput';
import type { ConnectionPatch, ConnectionStore } from '../../core/credentials/connectionStore';
import { AepError } from '../../core/errors';
import { formOfConnection, inputOf, type ConnectionForm } from './connectionForm';
import type { ConnectionPicker } from './connectionPicker';
import { clientIdStep, environmentSteps, imsOrgStep, nameStep, sandboxStep } from './connectionSteps';
import { credentialSteps, secretSteps } from './credentialSteps';
import type { FormStep } from './formStep';
import { askChoice, valueOf, type Choice } from './quickInput';
import { runWizard } from './wizard';

type Part = 'name' | 'sandbox' | 'imsOrg' | 'clientId' | 'secret' | 'credential' | 'environment';

/** Changes one part of a stored connection at a time; what is not asked for stays. */
export class ConnectionEditor {
  constructor(
    private readonly store: ConnectionStore,
    private readonly picker: ConnectionPicker,
  ) {}

  /** Asks which part to change, then for the part, until it is dismissed. Each change is saved at once. */
  async edit(id: string | undefined): Promise<void> {
    const title = vscode.l10n.t('Edit AEP Connection');
    let connection = id === undefined ? await this.picker.pick(title) : (await this.store.get(id)).connection;
    while (connection) {
      const answer = await askChoice(
        { title: vscode.l10n.t('Edit “{0}”', connection.name), canGoBack: false },
        { placeholder: vscode.l10n.t('What do you want to change?'), choices: partsOf(connection) },
      );
      const part = valueOf(answer);
      if (part === undefined) return;
      await this.#change(connection, part);
      connection = (await this.store.get(connection.id)).connection;
    }
  }

  /** Asks for the secrets alone: they were lost, refused, or a pasted token ran out. */
  async enterSecret(id: string | undefined): Promise<void> {
    const connection = await this.picker.find(id, vscode.l10n.t('Enter Secret of AEP Connection'));
    if (connection) await this.#change(connection, 'secret');
  }

  async #change(connection: Connection, part: Part): Promise<void> {
    const title = vscode.l10n.t('Edit “{0}”', connection.name);
    const before = formOfConnection(connection);
    const steps = this.#stepsOf(part, connection, before);
    const form = await runWizard(title, steps, before);
    if (form) await this.store.update(connection.id, await this.#patchOf(connection, part, before, form));
  }

  #stepsOf(part: Part, { id }: Connection, before: ConnectionForm): readonly FormStep[] {
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
    part: Part,
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
      ? [{ label: l10n.t('Scopes'), description: credential.scopes.join(', '), value: 'credential' }]
      : credential.kind === 'jwt'
        ? [
            {
              label: l10n.t('Technical account and metascopes'),
              description: `${credential.technicalAccountId} · ${credential.metascopes.join(', ')}`,
              value: 'credential',
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
