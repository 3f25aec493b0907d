import { explainFailedStart } from './explainFailedStart';

describe('a start that failed', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:1', 'POSTGRES_HOST'],
    ['password authentication failed for user "portal"', 'POSTGRES_PASSWORD'],
    ['permission denied to create database', 'CREATEDB'],
    [
      'CREATE SCHEMA "x" - permission denied for database portal',
      'GRANT CREATE',
    ],
    ['certificate has expired', 'Renew'],
    ['error:0A000415:ssl/tls alert certificate expired', 'Renew'],
    ['self-signed certificate in certificate chain', 'POSTGRES_SSL_CA'],
    ['connection requires a valid client certificate', 'POSTGRES_SSL_CERT'],
    ['The server does not support SSL connections', 'POSTGRES_SSL_MODE'],
    ['The migration directory is corrupt', 'restore the backup'],
  ])('by %j is explained in one line', (cause, remedy) => {
    const line = explainFailedStart(
      new Error(
        `Backend startup failed due to the following errors:\n  Plugin 'auth' startup failed; caused by Error: ${cause}\n  Plugin 'catalog' startup failed; caused by Error: ${cause}`,
      ),
    );
    expect(line).toContain(
      `The back end cannot start: Plugin 'auth' startup failed; caused by Error: ${cause} (more failures: 1). `,
    );
    expect(line).toContain(remedy);
    expect(line).not.toContain('\n');
  });

  it('shows an unknown cause as it is', () => {
    expect(
      explainFailedStart(
        new Error(
          "Feature loader created at 'x.ts:1:2' failed; caused by Error: Some\n  other cause",
        ),
      ),
    ).toBe('The back end cannot start: Some other cause');
  });
});
