import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  ClassifierUnavailableError,
  HttpTextClassifier,
  InvalidTextError,
} from '../../src/client/index.js';
import type { Classification, components } from '../../src/client/index.js';
import { root } from '../support/paths.js';
import { readContract } from './contract.js';
import type { Contract, Interaction } from './contract.js';
import { startStubServer } from './stubServer.js';
import type { StubServer } from './stubServer.js';

const contract = readContract('text-classifier-client.json');

function interaction(description: string): Interaction {
  const found = contract.interactions.find(candidate => candidate.description === description);
  assert.ok(found, `the contract has no "${description}"`);
  return found;
}

function readText({ request }: Interaction): string {
  return (request.body as components['schemas']['ClassifyRequest']).text;
}

describe('the client, against what its contract says', () => {
  const retries = 2;
  let stub: StubServer;
  let client: HttpTextClassifier;

  before(async () => {
    stub = await startStubServer(contract);
    client = new HttpTextClassifier({ url: stub.url, retries, firstDelayMs: 1 });
  });

  after(() => stub.close());

  it('learns which model answers', async () => {
    await client.warmUp();
    assert.deepEqual({ ...client.model }, interaction('asks which model answers').response.body);
  });

  it('classifies a text', async () => {
    const sent = interaction('sends a text');
    // The types of the API and those of the port agree; the compiler checks it.
    const { scores }: Classification = sent.response
      .body as components['schemas']['Classification'];
    const expected = Object.fromEntries(scores.map(({ label, score }) => [label, score]));
    assert.deepEqual(Object.fromEntries(await client.scores(readText(sent))), expected);
  });

  it('says what is wrong with a text', async () => {
    const sent = interaction('sends a text that cannot be classified');
    await assert.rejects(client.scores(readText(sent)), (error: Error) => {
      assert.ok(error instanceof InvalidTextError);
      assert.equal(error.message, (sent.response.body as { message: string }).message);
      return true;
    });
  });

  for (const description of [
    'sends a text to a service that has too much to do',
    'sends a text to a service whose model cannot answer',
  ]) {
    it(`tries again when it ${description}`, async () => {
      const sent = interaction(description);
      await assert.rejects(client.scores(readText(sent)), ClassifierUnavailableError);
      assert.equal(stub.asked.filter(asked => asked === description).length, 1 + retries);
    });
  }

  it('asks everything that the contract has, and nothing else', () => {
    assert.deepEqual(
      [...new Set(stub.asked)].sort(),
      contract.interactions.map(({ description }) => description).sort(),
    );
  });
});

describe('the client, against a service that changed', () => {
  it('does not take what it cannot read for an answer', async () => {
    const changed = JSON.parse(
      JSON.stringify(contract).replaceAll('"score":', '"probability":'),
    ) as Contract;
    const stub = await startStubServer(changed);
    try {
      const client = new HttpTextClassifier({ url: stub.url, retries: 0 });
      await client.warmUp();
      await assert.rejects(
        client.scores(readText(interaction('sends a text'))),
        /\/scores\/0 .*score/,
      );
    } finally {
      await stub.close();
    }
  });
});

describe('the package for callers', () => {
  it('has the client, and nothing of the server', async () => {
    await run('scripts/packClient.mjs');
    const folder = pathToFileURL(path.join(root, 'dist/package/'));
    const { exports, dependencies } = JSON.parse(
      await readFile(new URL('package.json', folder), 'utf8'),
    ) as { exports: { './client': { default: string; types: string } }; dependencies: object };
    assert.deepEqual(Object.keys(dependencies), ['@opentelemetry/api', 'cockatiel', 'typebox']);
    const packed = (await import(new URL(exports['./client'].default, folder).href)) as object;
    assert.deepEqual(Object.keys(packed).sort(), [
      'ClassifierUnavailableError',
      'HttpTextClassifier',
      'InvalidTextError',
    ]);
    assert.match(
      await readFile(new URL(exports['./client'].types, folder), 'utf8'),
      /HttpTextClassifier/,
    );
  });

  it('has types of the API as it is', () => run('scripts/client.mjs', '--check'));
});

async function run(...script: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, script, { cwd: root });
}
