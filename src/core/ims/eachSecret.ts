import { AepError } from '../errors';

/**
 * Tries one client secret after the other: while it is rotated, a credential has two, and only a refused one makes the other worth trying.
 * @throws {AepError} `SECRET_MISSING` where there is none; the refusal of the first where all are refused; whatever else `attempt` throws
 */
export async function withEachSecret<Secret, Result>(
  secrets: readonly Secret[],
  attempt: (secret: Secret) => Promise<Result>,
): Promise<Result> {
  let refusal: AepError | undefined;
  for (const secret of secrets) {
    try {
      return await attempt(secret);
    } catch (error) {
      if (!isRefusedSecret(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new AepError('SECRET_MISSING', 'The credential has no client secret');
}

function isRefusedSecret(error: unknown): error is AepError {
  return error instanceof AepError && (error.code === 'IMS_SECRET_INVALID' || error.code === 'IMS_CLIENT_REFUSED');
}
