/*
 * The production portal on PostgreSQL with TLS: built, laid out in an empty folder by the Dockerfile, and started twice at
 * once with only the documented environment and the config of the example overlay.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, copyFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OAuth2Server } from 'oauth2-mock-server';
import { parse } from 'yaml';
import { productionEnvironment } from '../productionEnvironment.mjs';
import { readiness, RunningServer } from '../RunningServer.mjs';
import { layOutImage } from './layOutImage.mjs';
import {
  createAuthority,
  createCertificate,
  requireTls,
} from './postgresTls.mjs';
import { signInWithOidc } from './signInWithOidc.mjs';

const { freePort, startPostgres } = createRequire(import.meta.url)(
  '../startPostgres.cjs',
);
const root = fileURLToPath(new URL('../..', import.meta.url));
const args = ['--config', 'config/app-config.portal.yaml'];
/** Milliseconds to get ready, as in the startup probe of deploy/base/deployment.yaml. */
const patience = 300_000;
// As in the image, the code belongs to root, so this user cannot change it.
const user = process.getuid() === 0 ? { uid: 1000, gid: 1000 } : {};
const started = Date.now();

let folder;
let image;
let postgres;
let provider;
let portal;
let replica;
/** The user at the identity provider. */
let person;
const ada = { email: 'ada@example.com', email_verified: true };

before(async () => {
  await step('Built the portal', () =>
    promisify(execFile)('yarn', ['build'], { cwd: root, maxBuffer: 2 ** 26 }),
  );
  folder = await mkdtemp(path.join(tmpdir(), 'portal-'));
  await chmod(folder, 0o755);
  image = await step('Laid the image out', () =>
    layOutImage(
      path.join(root, 'Dockerfile'),
      { stage: 'build', folder: root },
      folder,
    ),
  );
  await cp(
    path.join(root, 'deploy/overlays/example/config'),
    path.join(image.directory, 'config'),
    { recursive: true },
  );
  // The Node.js of npx may be in a folder that only root can read.
  image.node = path.join(folder, 'node');
  await copyFile(process.execPath, image.node);
  await createAuthority(folder);
  await createCertificate(folder, 'server', 'localhost');
  await createCertificate(folder, 'client', 'portal');
  await createCertificate(folder, 'expired', 'portal', 0);
  postgres = await startPostgres();
  await requireTls(postgres.url, folder);
  provider = new OAuth2Server();
  await provider.issuer.keys.generate('RS256');
  await provider.start(0, 'localhost');
  provider.service.on('beforeUserinfo', response => {
    Object.assign(response.body, person);
  });
  portal = start(await environment());
  replica = start(await environment());
  await step('Started two replicas on an empty database', () =>
    Promise.all([portal, replica].map(untilReady)),
  );
});

after(async () => {
  portal?.child.kill('SIGKILL');
  replica?.child.kill('SIGKILL');
  await provider?.stop();
  await postgres?.stop();
  if (folder) {
    await rm(folder, { recursive: true });
  }
  console.log(`${seconds(started)} s in all`);
});

test('the front end is served, with no config that is not for it', async () => {
  const response = await fetch(`${portal.address}/paved-road`);
  assert.equal(response.status, 200);
  assert.match(
    response.headers.get('content-security-policy'),
    /default-src 'self'/,
  );
  const page = await response.text();
  const [, json] = page.match(
    /<script type="backstage.io\/config">([^]*?)<\/script>/,
  );
  const config = Object.assign({}, ...JSON.parse(json).map(({ data }) => data));
  assert.deepEqual(config.portal, { signIn: 'oidc' });
  assert.equal(config.auth.environment, 'production');
  assert.equal(config.pavedRoad?.demo, undefined);
  for (const [name, value] of Object.entries(await environment())) {
    assert.ok(!/SECRET|PASSWORD/.test(name) || !json.includes(value), name);
  }
  const scripts = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)];
  assert.ok(scripts.length > 0);
  for (const [, src] of scripts) {
    const script = await fetch(new URL(src, portal.address));
    assert.equal(script.status, 200, src);
    assert.match(script.headers.get('content-type'), /javascript/);
  }
});

for (const route of [
  'paved-road/scorecards',
  'paved-road/model',
  'catalog/entities',
  'scaffolder/v2/tasks',
  'search/query?term=a',
  'notifications/notifications',
]) {
  test(`nobody reads /api/${route} without signing in`, async () => {
    const { status } = await fetch(`${portal.address}/api/${route}`);
    assert.equal(status, 401);
  });
}

for (const other of ['guest', 'demo', 'github', 'microsoft']) {
  test(`there is no sign-in as ${other}`, async () => {
    for (const route of ['start', 'refresh']) {
      const { status } = await fetch(
        `${portal.address}/api/auth/${other}/${route}?env=production`,
        { redirect: 'manual', headers: { 'x-requested-with': 'smoke' } },
      );
      assert.equal(status, 404);
    }
  });
}

test('who is in the catalog signs in, as a member of their groups', async () => {
  person = ada;
  const response = await signInWhenTheCatalogIsRead();
  assert.equal(
    response.backstageIdentity.identity.userEntityRef,
    'user:default/ada_example',
  );
  const get = createApiFetch(response);
  const { claims } = await (await get(portal, 'auth/v1/userinfo')).json();
  assert.deepEqual(claims.ent, [
    'user:default/ada_example',
    'group:default/platform',
  ]);
  assert.equal((await get(portal, 'paved-road/scorecards')).status, 200);
});

for (const [who, other] of [
  ['who is not in the catalog', { ...ada, email: 'mallory@example.com' }],
  ['whose address is not verified', { ...ada, email_verified: false }],
]) {
  test(`nobody signs in ${who}`, async () => {
    person = other;
    const { response, error } = await signInWithOidc(portal.address);
    assert.equal(response, undefined);
    assert.match(error.message, /^(Login failed|Failed to sign-in)/);
  });
}

test('another replica takes who signed in at the first', async () => {
  person = ada;
  const get = createApiFetch(await signInWhenTheCatalogIsRead());
  const { status } = await get(replica, 'paved-road/scorecards');
  assert.equal(status, 200);
});

test('Prometheus reads metrics on another port', async () => {
  const response = await fetch(`http://localhost:${portal.metrics}/metrics`);
  assert.match(await response.text(), /^paved_road_evaluation_lag\{/m);
});

test('it stops by itself within the grace period', async () => {
  const code = await step('Stopped', async () =>
    portal.stop(await gracePeriod()),
  );
  assert.equal(code, 0, portal.output.slice(-5000));
});

for (const [title, change, message] of [
  ['before a sign-in is chosen', { SIGN_IN: undefined }, /SIGN_IN to one of/],
  ['with a sign-in that it does not have', { SIGN_IN: 'guest' }, /'guest'/],
  [
    'without a secret for sessions',
    { AUTH_SESSION_SECRET: undefined },
    /AUTH_SESSION_SECRET/,
  ],
  [
    'without the address of the portal',
    { APP_BASE_URL: undefined },
    /^The back end cannot start: .*APP_BASE_URL.*$/m,
  ],
  [
    'with an expired certificate',
    {
      POSTGRES_SSL_CERT: '../../expired.crt',
      POSTGRES_SSL_KEY: '../../expired.key',
    },
    /^The back end cannot start: .*certificate expired.*Renew the certificate.*$/m,
  ],
]) {
  test(`it does not start ${title}`, async () => {
    const env = { ...(await environment()), ...change };
    for (const [name, value] of Object.entries(env)) {
      if (value === undefined) {
        delete env[name];
      }
    }
    const refused = start(env);
    assert.equal(await refused.ended, 1);
    assert.match(refused.output, message);
  });
}

function start(env) {
  const [, ...command] = image.entryPoint;
  const server = new RunningServer(image.node, [...command, ...args], {
    cwd: image.directory,
    env: { ...image.variables, ...env },
    ...user,
  });
  return Object.assign(server, {
    address: `http://localhost:${env.PORT}`,
    metrics: env.METRICS_PORT,
  });
}

function untilReady(server) {
  return server.untilAnswer(readiness(server.address), patience);
}

/** Exactly the documented variables. */
async function environment() {
  const port = String(await freePort());
  const url = new URL(postgres.url);
  return productionEnvironment('oidc', {
    APP_BASE_URL: portal?.address ?? `http://localhost:${port}`,
    PORT: port,
    METRICS_PORT: String(await freePort()),
    POSTGRES_HOST: 'localhost',
    POSTGRES_SSL_CA: path.join(folder, 'ca.crt'),
    POSTGRES_SSL_CERT: path.join(folder, 'client.crt'),
    POSTGRES_SSL_KEY: path.join(folder, 'client.key'),
    POSTGRES_PORT: url.port,
    POSTGRES_USER: url.username,
    POSTGRES_PASSWORD: url.password,
    AUTH_OIDC_METADATA_URL: `${provider.issuer.url}/.well-known/openid-configuration`,
  });
}

/** Waits until the catalog has users, soon after the start. */
async function signInWhenTheCatalogIsRead() {
  for (let attempt = 1; ; attempt++) {
    const { response, error } = await signInWithOidc(portal.address);
    if (response) {
      return response;
    }
    assert.ok(attempt < 60, error.message);
    await setTimeout(500);
  }
}

/** Calls the API as the signed-in user. */
function createApiFetch({ backstageIdentity: { token } }) {
  return ({ address }, route) =>
    fetch(`${address}/api/${route}`, {
      headers: { authorization: `Bearer ${token}` },
    });
}

/** Milliseconds from SIGTERM to SIGKILL. */
async function gracePeriod() {
  const deployment = parse(
    await readFile(path.join(root, 'deploy/base/deployment.yaml'), 'utf8'),
  );
  return deployment.spec.template.spec.terminationGracePeriodSeconds * 1000;
}

async function step(text, work) {
  const begun = Date.now();
  const result = await work();
  console.log(`${text}: ${seconds(begun)} s`);
  return result;
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}
