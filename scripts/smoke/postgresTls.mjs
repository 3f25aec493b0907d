import { execFile } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** Makes an authority, `ca.crt` and `ca.key`, in a folder. */
export async function createAuthority(folder) {
  await run(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'],
      ...['-subj', '/CN=authority', '-keyout', 'ca.key', '-out', 'ca.crt'],
    ],
    { cwd: folder },
  );
}

/**
 * Makes a certificate of the authority, `<name>.crt` and `<name>.key`.
 *
 * @param days - 0 for one that has expired
 */
export async function createCertificate(folder, name, subject, days = 1) {
  await run(
    'openssl',
    [
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${subject}`],
      ...['-addext', `subjectAltName=DNS:${subject}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    ],
    { cwd: folder },
  );
  await run(
    'openssl',
    [
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`],
      ...['-CA', 'ca.crt', '-CAkey', 'ca.key', '-days', String(days)],
      ...['-copy_extensions', 'copy'],
    ],
    { cwd: folder },
  );
  // The portal runs as another user.
  await chmod(path.join(folder, `${name}.key`), 0o644);
}

/** Makes a running PostgreSQL accept only TLS with a client certificate, besides the password. It uses the certificate `server`. */
export async function requireTls(url, folder) {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    const read = name => readFile(path.join(folder, name), 'utf8');
    for (const [file, text] of [
      ['server.crt', await read('server.crt')],
      ['server.key', await read('server.key')],
      ['ca.crt', await read('ca.crt')],
      ['pg_hba.conf', 'hostssl all all all password clientcert=verify-ca'],
    ]) {
      // PostgreSQL writes it into its folder, because it accepts a key only from its own user.
      const lines = client.escapeLiteral(text.trimEnd());
      await client.query(
        `COPY (SELECT unnest(string_to_array(${lines}, E'\\n'))) TO PROGRAM 'umask 077; cat > ${file}'`,
      );
    }
    await client.query("ALTER SYSTEM SET ssl_ca_file = 'ca.crt'");
    await client.query('ALTER SYSTEM SET ssl = on');
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
}
