import type { Connection } from '../credentials/connection';
import type { AepError } from '../errors';

/** The steps of Adobe's tutorial, in its order, with those before each that it cannot do without. */
export const accessSteps = [
  { id: 'connection', needs: [] },
  { id: 'secret', needs: ['connection'] },
  { id: 'ims', needs: ['connection'] },
  { id: 'clock', needs: ['ims'] },
  { id: 'token', needs: ['secret', 'ims'] },
  { id: 'claims', needs: ['token'] },
  { id: 'apiKey', needs: ['claims'] },
  { id: 'organisation', needs: ['apiKey'] },
  { id: 'sandbox', needs: ['organisation'] },
  { id: 'registry', needs: ['sandbox'] },
  { id: 'classes', needs: ['registry'] },
  { id: 'tenant', needs: ['registry'] },
] as const satisfies readonly { readonly id: string; readonly needs: readonly string[] }[];

export type StepId = (typeof accessSteps)[number]['id'];

/** `skipped`: a step that it needs failed, the check was stopped, or there was nothing to look at. */
export type StepState = 'pending' | 'running' | 'passed' | 'failed' | 'skipped';

/** What a step tried or found. The UI has a text for each; values are numbers, hosts, codes and screened ids. */
export type FactName =
  | 'connectionName'
  | 'organisationId'
  | 'clientId'
  | 'credentialKind'
  | 'unusual'
  | 'clientSecrets'
  | 'keySize'
  | 'keyFingerprint'
  | 'technicalAccount'
  | 'tried'
  | 'answer'
  | 'clockAheadSeconds'
  | 'noTime'
  | 'issuedAt'
  | 'expiresAt'
  | 'opaque'
  | 'tokenClientId'
  | 'scopes'
  | 'missingScopes'
  | 'sandboxSent'
  | 'noSandboxSent'
  | 'sandboxesSeen'
  | 'sandboxListRefused'
  | 'sandboxFound'
  | 'classesSeen'
  | 'moreClasses'
  | 'tenantId'
  | 'ownClasses'
  | 'ownSchemas';

export interface Fact {
  readonly name: FactName;
  readonly value: string;
}

export interface StepResult {
  readonly id: StepId;
  readonly state: StepState;
  readonly facts: readonly Fact[];
  /** Why it failed. */
  readonly error?: AepError;
  /** How long it took, in milliseconds. */
  readonly tookMs?: number;
}

/** A step that says why it failed. */
export type FailedStep = StepResult & { readonly error: AepError };

export interface AccessState {
  /** `overtaken`: what was checked changed on the way, so that nothing more is to be said of it. */
  readonly status: 'idle' | 'running' | 'stopped' | 'overtaken' | 'finished';
  /** What is checked, as it was when the check began; absent when it could not be read. */
  readonly connection?: Connection;
  readonly connectionId?: string;
  readonly steps: readonly StepResult[];
  /** By this machine's clock, in milliseconds since the epoch. */
  readonly startedAtMs?: number;
  readonly tookMs?: number;
}

/** Whether all that could be looked at is as it should be. */
export function hasPassed({ status, steps }: AccessState): boolean {
  return status === 'finished' && steps.every(({ state }) => state === 'passed' || state === 'skipped');
}

/** The first step that failed: what to mend first. */
export function firstFailure({ steps }: AccessState): FailedStep | undefined {
  return steps.find(hasFailed);
}

export function hasFailed(step: StepResult): step is FailedStep {
  return step.error !== undefined;
}
