import { InputError } from '@backstage/errors';

/** Characters of a query with its names of services. */
export const LONGEST_QUERY = 20_000;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
/** A string of PromQL in any of its quotes, or a comment. */
const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*/g;

/** A query for one service, or for several at once. */
export interface QueryTemplate {
  /** PromQL with placeholders. */
  text: string;
  /** Whether it returns several services at once. */
  isShared: boolean;
  /** Days of the longest range, such as 30 for `[30d]`. */
  days?: number;
  /** PromQL for services. Names are escaped and match only themselves. */
  expand(services: readonly string[]): string;
}

/**
 * Parses PromQL with `{{ services }}`, which becomes a regular expression for several names, or `{{ service }}`, which
 * becomes one name.
 *
 * @throws InputError if a placeholder is unknown or in a place where a name could change the query
 */
export function readQuery(text: string, key: string): QueryTemplate {
  const names = new Set(
    [...text.matchAll(PLACEHOLDER)].map(([, name]) => name),
  );
  for (const name of names) {
    if (name !== 'service' && name !== 'services') {
      throw new InputError(
        `${key}: there is no {{ ${name} }}, use {{ services }} or {{ service }}`,
      );
    }
  }
  if (names.size > 1) {
    throw new InputError(
      `${key}: use either {{ services }} or {{ service }}, and not both`,
    );
  }
  const outside = text.replace(STRING, quoted =>
    quoted.startsWith('"') ? '' : quoted,
  );
  if (outside.search(PLACEHOLDER) >= 0) {
    throw new InputError(
      `${key}: write {{ ${[...names][0]} }} between double quotes, such as service=~"{{ services }}" or service="{{ service }}"`,
    );
  }
  return {
    text,
    isShared: names.has('services'),
    days: findLongestRange(text.replace(STRING, '')),
    expand: services =>
      text.replace(PLACEHOLDER, (_, name) =>
        name === 'services'
          ? `(?:${services.map(service => escapeString(escapeExpression(service))).join('|')})`
          : escapeString(services[0]),
      ),
  };
}

const unitDays: Record<string, number> = {
  ms: 1 / 86_400_000,
  s: 1 / 86_400,
  m: 1 / 1_440,
  h: 1 / 24,
  d: 1,
  w: 7,
  y: 365,
};

/** @returns days, or undefined without a range such as `[1d12h]` or `[30d:1h]` */
function findLongestRange(promQl: string): number | undefined {
  const ranges = [...promQl.matchAll(/\[\s*([\da-z]+)/g)].map(([, range]) =>
    [...range.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
      (days, [, count, unit]) => days + Number(count) * unitDays[unit],
      0,
    ),
  );
  return ranges.length > 0 ? Math.max(...ranges) : undefined;
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** For use between double quotes. */
function escapeString(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}
