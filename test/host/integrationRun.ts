import * as fs from 'node:fs';
import * as path from 'node:path';

import { CertificateAuthority } from '../support/certificates';
import { makeTemporaryFolder, removeFolder, repositoryRoot, writeJson } from './paths';

export interface IntegrationResults {
  readonly passed: number;
  readonly failed: number;
}

/** One run of the integration suites: its folders, and the file in which the extension host leaves the results. */
export class IntegrationRun {
  readonly extension = repositoryRoot();
  readonly tests = path.resolve(__dirname, '..', 'integration', 'index.js');
  readonly #scratch = makeTemporaryFolder('run');
  readonly workspaceFolder = path.join(this.#scratch, 'workspace');
  readonly #resultsFile = path.join(this.#scratch, 'results.json');
  readonly #authorityFile = path.join(this.#scratch, 'authority.pem');
  readonly #identityFile = path.join(this.#scratch, 'identity.json');

  constructor() {
    fs.mkdirSync(this.workspaceFolder);
    const authority = new CertificateAuthority();
    fs.writeFileSync(this.#authorityFile, authority.certificate);
    writeJson(this.#identityFile, authority.issue('ims.adobe.test', 'platform.adobe.test', '127.0.0.1'));
  }

  /** What the extension host must find in its environment. */
  get env(): Record<string, string> {
    const grep = process.env.AEP_TEST_GREP;
    return {
      AEP_TEST_RESULTS: this.#resultsFile,
      // An authority that only this process trusts: Node reads it once, at its start.
      NODE_EXTRA_CA_CERTS: this.#authorityFile,
      AEP_TEST_TLS_IDENTITY: this.#identityFile,
      ...(grep ? { AEP_TEST_GREP: grep } : {}),
    };
  }

  /** A folder of this run's own, gone after it. */
  folder(name: string): string {
    return path.join(this.#scratch, name);
  }

  /** What the suites came to, or `undefined` if they did not get to their end. */
  results(): IntegrationResults | undefined {
    if (!fs.existsSync(this.#resultsFile)) return undefined;
    return JSON.parse(fs.readFileSync(this.#resultsFile, 'utf8')) as IntegrationResults;
  }

  dispose(): void {
    removeFolder(this.#scratch);
  }
}

/** Ends a run that says nothing for too long. `AEP_TEST_SILENCE_SECONDS` sets how long that is. */
export class Watchdog {
  /** Rejects when nothing was heard for too long. */
  readonly silence: Promise<never>;
  readonly #limitMs = Number(process.env.AEP_TEST_SILENCE_SECONDS ?? 120) * 1_000;
  #reject!: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.silence = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.silence.catch(() => undefined);
    this.heard();
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#reject(new Error(`Nothing was heard for ${this.#limitMs / 1_000} s`));
    }, this.#limitMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
