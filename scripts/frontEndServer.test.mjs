import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ConfigSources, StaticConfigSource } from '@backstage/config-loader';
import { frontEndServer } from './frontEndServer.mjs';

const schema = {
  backstageConfigSchemaVersion: 1,
  schemas: [
    {
      path: 'packages/app',
      value: {
        type: 'object',
        properties: {
          app: {
            type: 'object',
            properties: {
              title: { type: 'string', visibility: 'frontend' },
              baseUrl: { type: 'string', visibility: 'frontend' },
            },
          },
          backend: {
            type: 'object',
            properties: { secret: { type: 'string', visibility: 'secret' } },
          },
        },
      },
    },
  ],
};
const config = await ConfigSources.toConfig(
  StaticConfigSource.create({
    data: {
      app: {
        title: 'Portal </script> $& today',
        baseUrl: 'http://localhost:3000/portal/',
      },
      backend: {
        baseUrl: 'http://localhost:7007/back-end',
        csp: { 'default-src': ["'self'"], 'connect-src': ["'self'"] },
        secret: 'hush',
      },
    },
  }),
);

let dist;
let server;

before(async () => {
  dist = await mkdtemp(path.join(tmpdir(), 'dist-'));
  await mkdir(path.join(dist, 'static'));
  await writeFile(path.join(dist, 'static/main.1a2b.js'), 'code');
  await writeFile(path.join(dist, 'favicon.svg'), '<svg/>');
  await writeFile(path.join(dist, 'index.html'), 'config of the build');
  await writeFile(
    path.join(dist, 'index.html.tmpl'),
    '<head><script src="<%= publicPath %>/static/main.1a2b.js"></script></head>',
  );
  await writeFile(
    path.join(dist, '.config-schema.json'),
    JSON.stringify(schema),
  );
  server = (await frontEndServer(dist, config)).listen(0);
  await once(server, 'listening');
});

after(async () => {
  server.close();
  await rm(dist, { recursive: true });
});

const get = address =>
  fetch(`http://localhost:${server.address().port}${address}`);

for (const address of ['/', '/index.html', '/catalog/default/component/x.y']) {
  test(`${address} is the page, with the config of today that may be seen`, async () => {
    const response = await get(address);
    const page = await response.text();

    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(
      response.headers.get('content-security-policy'),
      "default-src 'self'; connect-src 'self' http://localhost:7007 ws://localhost:7007",
    );
    assert.match(page, /src="\/portal\/static\/main\.1a2b\.js"/);
    const [, injected] = page.match(
      /<script type="backstage.io\/config">(.*?)<\/script><\/head>/,
    );
    assert.deepEqual(
      JSON.parse(injected).map(({ data }) => data),
      [{ app: config.get('app') }],
    );
  });
}

test('assets are kept by the browser', async () => {
  const response = await get('/static/main.1a2b.js');
  assert.equal(await response.text(), 'code');
  assert.equal(
    response.headers.get('cache-control'),
    'public, max-age=31536000, immutable',
  );
});

test('an asset that is gone is not the page', async () => {
  assert.equal((await get('/static/main.0000.js')).status, 404);
});

test('other files are served, hidden ones are not', async () => {
  assert.equal(await (await get('/favicon.svg')).text(), '<svg/>');
  assert.doesNotMatch(
    await (await get('/.config-schema.json')).text(),
    /schemas/,
  );
});
