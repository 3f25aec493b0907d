import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigSources } from '@backstage/config-loader';
import { contentSecurityPolicy } from './frontEndServer.mjs';

const read = async (...names) => {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      argv: names.flatMap(name => ['--config', name]),
    }),
  );
  config.close();
  return config;
};

/* Whoever makes it wider says here what for. */
const own = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'script-src': ["'self'", "'unsafe-eval'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'", "'unsafe-inline'"],
};

test('the page may load and reach its own origin only', async () => {
  const config = await read('app-config.yaml');
  assert.deepEqual(config.get('backend.csp'), own);
});

for (const [names, port] of [
  [['app-config.yaml', 'app-config.demo.yaml'], 7007],
  [
    ['app-config.yaml', 'app-config.demo.yaml', 'e2e/app-config.e2e.yaml'],
    7107,
  ],
]) {
  test(`with ${names.at(-1)} it may reach the back end at ${port} too`, async () => {
    const policy = contentSecurityPolicy(await read(...names));
    const backEnd = `localhost:${port}`;
    assert.deepEqual(
      Object.fromEntries(
        policy.split('; ').map(directive => {
          const [name, ...sources] = directive.split(' ');
          return [name, sources];
        }),
      ),
      {
        ...own,
        'connect-src': ["'self'", `http://${backEnd}`, `ws://${backEnd}`],
        'img-src': ["'self'", 'data:', `http://${backEnd}`],
      },
    );
  });
}
