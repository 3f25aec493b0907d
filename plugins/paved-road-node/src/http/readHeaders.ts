import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Reads the headers of requests from the config. Messages contain no value, because headers are secret.
 *
 * @throws InputError that names the key
 * @public
 */
export function readHeaders(
  headers: unknown,
  key: string,
): Record<string, string> {
  const shape = z.record(z.string(), z.string()).safeParse(headers ?? {});
  if (!shape.success) {
    const { path } = shape.error.issues[0];
    throw new InputError(
      `${[key, ...path].join('.')}: use ${path.length ? 'a text' : 'texts by the names of headers'}`,
    );
  }
  return Object.fromEntries(
    Object.entries(shape.data).map(([name, value]) => {
      try {
        return [name, new Headers([[name, value]]).get(name)!];
      } catch {
        throw new InputError(
          `${key}.${name}: the name or the value has characters that a header cannot have`,
        );
      }
    }),
  );
}
