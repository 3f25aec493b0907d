/** By what the cause contains. */
const remedies: Array<[cause: RegExp, remedy: string]> = [
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|Timeout acquiring/,
    'Check that the host runs; the one of PostgreSQL is POSTGRES_HOST and POSTGRES_PORT.',
  ],
  [
    /password authentication failed|role "[^"]*" does not exist/,
    'Check POSTGRES_USER and POSTGRES_PASSWORD.',
  ],
  [
    /permission denied to create database/,
    'Allow it with ALTER ROLE … CREATEDB, or give each plugin a schema with backend.database.pluginDivisionMode.',
  ],
  [
    /permission denied for (schema|database)/,
    'Allow it with GRANT CREATE ON SCHEMA or DATABASE … TO …, or make the user its owner.',
  ],
  [
    /certificate (has )?expired/,
    'Renew the certificate; "alert" means the client certificate.',
  ],
  [
    /self.signed certificate|unable to (verify|get)[^.]* certificate|IP: |altnames/,
    'Set POSTGRES_SSL_CA to the certificate authority of the server, and POSTGRES_HOST to a name in its certificate.',
  ],
  [
    /valid client certificate|certificate authentication failed|SSL alert|no pg_hba.conf entry/,
    'Check POSTGRES_SSL_MODE, and that POSTGRES_SSL_CERT and POSTGRES_SSL_KEY are a valid client certificate of this user.',
  ],
  [
    /does not support SSL/,
    'Enable TLS in PostgreSQL, or set POSTGRES_SSL_MODE to disable.',
  ],
  [
    /app-config.postgres-ssl.yaml is not an object/,
    'Set POSTGRES_SSL_MODE to verify-full or disable.',
  ],
  [
    /at line \d+, column \d+/,
    'Correct the YAML of a file that --config names.',
  ],
  [
    /Missing required config value/,
    'Set it, or its environment variable, see docs/guides/operate.md.',
  ],
  [
    /migration directory is corrupt/,
    'A newer version has migrated the database: start that version, or restore the backup from before the upgrade.',
  ],
];

/**
 * Describes why a back end did not start.
 *
 * @returns one line: the first failure, and its remedy if one is known
 */
export function explainFailedStart({ message }: Error): string {
  const [, first = message, ...others] = message.split(
    /\n\s*(?=(?:Plugin|Module) ')/,
  );
  const cause = first
    .replace(/^Feature loader .*? failed; caused by (Error: )?/, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  const [, remedy] = remedies.find(([pattern]) => pattern.test(cause)) ?? [];
  const more = others.length > 0 ? ` (more failures: ${others.length})` : '';
  return `The back end cannot start: ${cause}${more}${remedy ? `. ${remedy}` : ''}`;
}
