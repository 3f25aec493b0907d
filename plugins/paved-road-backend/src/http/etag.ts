import { CustomErrorBase, InputError } from '@backstage/errors';
import { Request } from 'express';

/* @backstage/errors has no class for this; Backstage's error middleware takes the status from `statusCode`. */

/** The record was changed since the caller read it. */
export class PreconditionFailedError extends CustomErrorBase {
  name = 'PreconditionFailedError' as const;
  readonly statusCode = 412;
}

/** The caller must name the version to change. */
class PreconditionRequiredError extends CustomErrorBase {
  name = 'PreconditionRequiredError' as const;
  readonly statusCode = 428;
}

/** The versions that a caller accepts, from the header `If-Match`. */
export type Precondition =
  { anyVersion: true } | { anyVersion: false; etags: string[] };

/** The entity tag of a revision, for the header and the field `etag`. */
export function formatEtag(revision: number): string {
  return `"${revision}"`;
}

/**
 * Reads an `If-Match` header.
 *
 * @returns undefined without a header
 * @throws InputError if it is not a list of entity tags
 */
export function parseIfMatch(
  header: string | undefined,
): Precondition | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (header.trim() === '*') {
    return { anyVersion: true };
  }
  const etags = header.split(',').map(part => {
    // A proxy that compresses turns a strong tag into a weak one.
    const match = /^\s*(?:W\/)?("[^"]*")\s*$/.exec(part);
    if (!match) {
      throw new InputError(
        `If-Match: ${header} is not an entity tag; send the ETag of the last answer, with its quotes`,
      );
    }
    return match[1];
  });
  return { anyVersion: false, etags };
}

/**
 * The versions that the sender of a request accepts.
 *
 * @throws PreconditionRequiredError without the header
 */
export function demandIfMatch(req: Request, what: string): Precondition {
  const precondition = parseIfMatch(req.header('if-match'));
  if (!precondition) {
    throw new PreconditionRequiredError(
      `Send the header If-Match with the ETag of the ${what} that you read, so that you do not overwrite another person's change`,
    );
  }
  return precondition;
}

/** @throws PreconditionFailedError if the caller does not accept the revision */
export function assertPrecondition(
  precondition: Precondition | undefined,
  revision: number,
): void {
  if (
    precondition &&
    !precondition.anyVersion &&
    !precondition.etags.includes(formatEtag(revision))
  ) {
    throw staleWrite();
  }
}

export function staleWrite(): PreconditionFailedError {
  return new PreconditionFailedError(
    'It was changed since you read it; read it again and repeat your change',
  );
}
