import { detect, pick } from '../__testUtils__/detect';
import { secretsDetector } from './secretsDetector';

// Put together here, so that scanners of this repository find nothing.
const awsKey = `AKIA${'Q7RSTUVWXYZ23456'}`;

describe('secrets', () => {
  it('are found by their formats', async () => {
    const { found } = await detect(secretsDetector, {
      'deploy/app.yaml': `env:\n  KEY: ${awsKey}\n`,
      '.env.production': `TOKEN=ghp_${'a1B2'.repeat(9)}\n`,
      'key.pem': `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEabcd'.repeat(8)}\n`,
    });
    expect(pick(found, 'secrets', 'file', 'subject', 'line')).toEqual([
      ['.env.production', 'GitHub token', 1],
      ['deploy/app.yaml', 'AWS access key', 2],
      ['key.pem', 'private key', 1],
    ]);
  });

  it('include private JSON Web Keys, not public ones', async () => {
    const long = 'q'.repeat(43);
    const keys = async (text: string) =>
      (await detect(secretsDetector, { 'key.jwk': text })).found.secrets;
    expect(await keys(`{"kty":"EC","x":"1","d":"${long}"}`)).toMatchObject([
      { subject: 'private JSON Web Key' },
    ]);
    expect(await keys(`{"D":"${long}","Kty":"RSA"}`)).toHaveLength(1);
    expect(await keys(`{"kty":"EC","x":"${long}"}`)).toEqual([]);
  });

  it('are found behind an example', async () => {
    const { found } = await detect(secretsDetector, {
      'a.py': `"AKIAIOSFODNN7EXAMPLE"\n"${awsKey}"`,
    });
    expect(found.secrets).toMatchObject([{ line: 2 }]);
  });

  it('are no placeholders, hashes or test data', async () => {
    const { found } = await detect(secretsDetector, {
      'README.txt': 'AKIAIOSFODNN7EXAMPLE',
      'src/a.ts': `const hash = '${'0a1b2c3d'.repeat(5)}'; // AKIA`,
      'tests/fixtures/key.ts': awsKey,
    });
    expect(found.secrets).toEqual([]);
  });
});
