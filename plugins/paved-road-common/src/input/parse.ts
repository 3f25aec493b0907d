import { InputError } from '@backstage/errors';
import { z } from 'zod';

function show(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  // The invalid text in a query is no longer known here.
  if (Number.isNaN(value)) {
    return 'something else';
  }
  const json =
    typeof value === 'number'
      ? String(value)
      : (JSON.stringify(value) ?? String(value));
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}

/** Whether a value has a different type and was probably not meant to match. */
function isAnotherType(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.some(
    ({ code, path }) =>
      path.length === 0 &&
      (code === 'invalid_type' || code === 'invalid_value'),
  );
}

/** Paths of issues inside a union or a key are relative to it. */
function describeInner(
  issues: readonly z.core.$ZodIssue[],
  path: readonly PropertyKey[],
): string {
  return issues
    .map(issue => describeIssue({ ...issue, path: [...path, ...issue.path] }))
    .join('; ');
}

/** Describes an issue: the field, its value and the allowed values. @internal */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.') || 'the body';
  const got = show(issue.input);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .map(key => `${[...issue.path, key].join('.')}: unknown field`)
        .join('; ');
    case 'invalid_value':
      return `${field}: ${
        issue.input === undefined ? 'it is required' : `${got} is not allowed`
      }, use one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `${field}: ${got} is too small, use ${
        issue.inclusive ? 'at least' : 'more than'
      } ${issue.minimum}`;
    case 'too_big':
      return `${field}: ${got} is too large, use at most ${issue.maximum}`;
    case 'invalid_type':
      return `${field}: expected ${issue.expected}, got ${got}`;
    case 'invalid_key':
      return describeInner(issue.issues, issue.path);
    case 'invalid_union': {
      if ('options' in issue && issue.discriminator) {
        const { input, discriminator, options = [] } = issue;
        const kind = (input as Record<string, unknown>)[discriminator];
        return `${field}: ${show(kind)} is not allowed, use one of ${options.join(', ')}`;
      }
      const [closest] = [...issue.errors].sort(
        (a, b) =>
          Number(isAnotherType(a)) - Number(isAnotherType(b)) ||
          a.length - b.length,
      );
      return closest?.length
        ? describeInner(closest, issue.path)
        : `${field}: ${got} is not allowed`;
    }
    default:
      return `${field}: ${issue.message} (got ${got})`;
  }
}

/**
 * Validates a value against a schema.
 *
 * @param what - name of the value in the message, such as `assessment`
 * @throws InputError that lists every invalid field with its value and the allowed values
 * @public
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  value: unknown,
  what: string,
): z.output<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    `Invalid ${what}: ${result.error.issues.map(describeIssue).join('; ')}`,
  );
}

/** Whether objects and lists are nested deeper than a number of levels. @public */
export function isDeeper(value: unknown, levels: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (levels === 0 ||
      Object.values(value).some(child => isDeeper(child, levels - 1)))
  );
}
