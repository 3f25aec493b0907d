import { freePort, startPostgres } from '../../scripts/startPostgres.cjs';
import type { Database } from './backendConfig';
import { run } from './process';

/** The databases on which both sides are measured. */
export const databases = ['SQLite', 'PostgreSQL'] as const;

export type DatabaseName = (typeof databases)[number];

/** Runs a process on a separate database and logs its duration. */
export type Measure = <T>(
  database: DatabaseName,
  name: string,
  options: { entities: number; [option: string]: unknown },
  execArgv?: string[],
) => Promise<T>;

/** Runs measurements with a temporary PostgreSQL, with its defaults or the given settings. */
export async function onDatabases(
  work: (measure: Measure) => Promise<void>,
  settings?: string[],
): Promise<void> {
  const postgres = await startPostgres(settings);
  const connect = (database: DatabaseName, prefix: string): Database =>
    database === 'SQLite'
      ? { client: 'better-sqlite3', connection: ':memory:' }
      : { client: 'pg', connection: postgres.url, prefix };
  try {
    await work(async (database, name, options, execArgv) => {
      const start = performance.now();
      const { entities } = options;
      const result = await run<any>(
        name,
        {
          ...options,
          port: await freePort(),
          database: connect(database, `${name}${entities}_`.toLowerCase()),
        },
        execArgv,
      );
      const seconds = Math.round((performance.now() - start) / 1000);
      console.log(
        `${database}, ${name}, ${entities} entities: done in ${seconds} s`,
      );
      return result;
    });
  } finally {
    await postgres.stop();
  }
}
