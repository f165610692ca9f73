import { type Answer } from '../http/message';

/** Thrown by the IMS handlers; becomes `{ error, error_description }`. */
export class ImsError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly description: string,
  ) {
    super(`${error}: ${description}`);
  }

  toAnswer(): Answer {
    return { status: this.status, body: { error: this.error, error_description: this.description } };
  }
}
