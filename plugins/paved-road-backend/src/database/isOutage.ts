import { ErrorLike, isError } from '@backstage/errors';

/** How deep a cause is looked for. */
const MOST_CAUSES = 5;

/** SQLSTATE of PostgreSQL: no connection, no resources, shut down, taken over by another server, or a deadlock. */
const POSTGRES = /^(08...|53...|57P0.|25006|40P01)$/;
const SQLITE = /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL)/;
const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What the drivers say without a code; knex puts the query before it. */
const TEXTS =
  /(^|- )(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Unable to acquire a connection|aborted$|The database connection is not open)/;

/** Whether an error says that a database cannot be reached or used now, rather than what is wrong with a query. */
export function isOutage(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; isError(current) && depth < MOST_CAUSES; depth++) {
    if (saysOutage(current)) {
      return true;
    }
    // What is said of another error, such as that an input is not valid, counts more than why.
    current = isUnnamed(current) ? current.cause : undefined;
  }
  return false;
}

function saysOutage(error: ErrorLike): boolean {
  const code = String(error.code ?? '');
  return (
    error.name === 'KnexTimeoutError' ||
    POSTGRES.test(code) ||
    SQLITE.test(code) ||
    NETWORK.has(code) ||
    (isUnnamed(error) && TEXTS.test(error.message))
  );
}

function isUnnamed({ name }: ErrorLike): boolean {
  // SQLite's driver and `fetch` throw type errors.
  return name === 'Error' || name === 'TypeError';
}
