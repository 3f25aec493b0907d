import { requireLoopbackHost } from './requireLoopbackHost';

const check = (host?: string) =>
  new Promise(resolve => {
    requireLoopbackHost({ headers: { host } } as never, {} as never, resolve);
  });

describe('requireLoopbackHost', () => {
  it.each([
    'localhost:7007',
    'LOCALHOST',
    'app.localhost',
    '127.0.0.1:7007',
    '[::1]:7007',
    '[::1]',
  ])('accepts %s', async host => {
    expect(await check(host)).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    'evil.example.com',
    'localhost.evil.example.com:7007',
    '127.0.0.1.evil.example.com',
    'notlocalhost',
    '10.0.0.1:7007',
    '[::1]evil',
    '[::2]',
  ])('rejects %s', async host => {
    expect(await check(host)).toMatchObject({ name: 'NotAllowedError' });
  });
});
