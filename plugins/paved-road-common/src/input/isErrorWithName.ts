import { ErrorLike, isError } from '@backstage/errors';

/**
 * Whether a value is an error with this name, from whatever copy of a package. `@backstage/errors` has the same function
 * from Backstage 1.57 on; this one is for 1.55 and 1.56.
 *
 * @public
 */
export function isErrorWithName<Name extends string>(
  value: unknown,
  name: Name,
): value is ErrorLike & { name: Name; cause?: ErrorLike } {
  return (
    isError(value) &&
    value.name === name &&
    (value.cause === undefined || isError(value.cause))
  );
}
