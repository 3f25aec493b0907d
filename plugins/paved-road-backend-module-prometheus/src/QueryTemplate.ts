import { InputError } from '@backstage/errors';

/** The most characters of a query, with the names of services in it. */
export const LONGEST_QUERY = 5_000;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
/** A text of PromQL in any of its quotes, or a comment. */
const TEXT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*/g;

/** A query that is asked for one service, or for several at once. */
export interface QueryTemplate {
  /** PromQL with placeholders. */
  text: string;
  /** Whether one query answers for several services. */
  isShared: boolean;
  /** PromQL for services; the names are quoted so that they match nothing but themselves. */
  expand(services: readonly string[]): string;
}

/**
 * Reads PromQL with `{{ services }}`, which becomes a regular expression for several names, or `{{ service }}`, which becomes
 * one name.
 *
 * @throws InputError if a placeholder is unknown or stands where a name could change the query
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
  const outside = text.replace(TEXT, quoted =>
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
    expand: services =>
      text.replace(PLACEHOLDER, (_, name) =>
        name === 'services'
          ? `(?:${services.map(service => inQuotes(literally(service))).join('|')})`
          : inQuotes(services[0]),
      ),
  };
}

/** As a regular expression that matches only the text itself. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** As PromQL writes it between double quotes. */
function inQuotes(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}
