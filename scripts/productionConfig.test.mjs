import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  documentedVariables,
  productionEnvironment,
} from './productionEnvironment.mjs';

const read = file => readFile(file, 'utf8');
const files = [
  'app-config.production.yaml',
  'app-config.postgres-ssl.yaml',
  'app-config.sign-in.yaml',
];
const asked = /\$\{([A-Z_]+)(?::-[^}]*)?\}/g;

test('the guide lists the variables that the config asks for, and no others', async () => {
  const text = (await Promise.all(files.map(read))).join('\n');
  const used = new Set([...text.matchAll(asked)].map(([, name]) => name));
  const documented = (await documentedVariables()).map(({ name }) => name);
  assert.ok(used.size > 10);
  assert.deepEqual(documented.sort(), [...used].sort());
});

test('each way to sign in asks for its own variables only', async () => {
  const signIns = parse(await read('app-config.sign-in.yaml'));
  assert.deepEqual(Object.keys(signIns), ['github', 'microsoft', 'oidc']);
  for (const [signIn, providers] of Object.entries(signIns)) {
    assert.deepEqual(Object.keys(providers), [signIn]);
    const own = [...JSON.stringify(providers).matchAll(asked)];
    const documented = (await documentedVariables()).filter(
      variable => variable.signIn === signIn,
    );
    assert.deepEqual(
      documented.map(({ name }) => name).sort(),
      own.map(([, name]) => name).sort(),
    );
  }
});

test('what is deployed sets only variables that are documented', async () => {
  const names = (await documentedVariables()).map(({ name }) => name);
  for (const file of [
    'deploy/base/settings.env',
    'deploy/overlays/example/settings.env',
    'deploy/example.env',
  ]) {
    for (const [, name] of (await read(file)).matchAll(/^([A-Z_]+)=/gm)) {
      assert.ok(names.includes(name), `${file}: ${name}`);
    }
  }
  const { services } = parse(await read('deploy/compose.yaml'));
  for (const name of Object.keys(services.portal.environment)) {
    assert.ok(names.includes(name), `compose.yaml: ${name}`);
  }
});

test('an environment has no variable of another sign-in, and none that is unknown', async () => {
  const environment = await productionEnvironment('github', { PORT: '1' });
  assert.equal(environment.SIGN_IN, 'github');
  assert.equal(environment.PORT, '1');
  assert.equal(environment.AUTH_OIDC_CLIENT_ID, undefined);
  await assert.rejects(
    productionEnvironment('github', { POSTGRES_PASSWORT: 'x' }),
    /does not list POSTGRES_PASSWORT/,
  );
});
