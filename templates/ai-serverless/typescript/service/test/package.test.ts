{%- set event = 'draft' if values.ai == 'language-model' else 'classify' -%}
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
{% if values.ai == 'language-model' %}import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
{% else %}import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
{% endif %}import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Result } from '../src/aws/index.js';
import { startAwsServices } from './support/awsServices.js';
{% if values.ai == 'classifier' %}import { readManifest } from './support/model.js';
{% endif %}import { root } from './support/paths.js';
import { readTemplate } from './support/template.js';

interface Budgets {
  package: { unzippedMegabytes: number; zippedMegabytes: number };
  coldStart: { medianMilliseconds: number; starts: number };
}

/** Of Lambda, for what is deployed as a ZIP file. */
const unzippedLimit = 250;

const run = promisify(execFile);
const node = (...args: string[]) => run(process.execPath, args, { cwd: root });

describe('npm run package', () => {
  let folder: string;
  let deployed: string;
  let runnable: string;
  let budgets: Budgets;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'package-'));
    deployed = path.join(folder, 'deployed');
    budgets = JSON.parse(await readFile(path.join(root, 'budgets.json'), 'utf8')) as Budgets;
    await node('scripts/package.mjs', '--out', deployed);

{% if values.ai == 'language-model' %}    runnable = deployed;
{% else %}    const here = `${process.platform}-${process.arch}`;
    if (here === 'linux-x64') {
      runnable = deployed;
    } else {
      runnable = path.join(folder, 'runnable');
      await node('scripts/package.mjs', '--out', runnable, '--platform', here);
    }
{% endif %}  });

  after(() => rm(folder, { recursive: true, force: true }));

  const coldStart = async (from: string, event: string, env: Record<string, string> = {}) => {
    const { stdout } = await run(
      process.execPath,
      ['scripts/coldStart.mjs', from, `events/${event}.json`],
      { cwd: root, env: { ...process.env, ...env } },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      init: number;
      first: number;
      answer: {
        statusCode?: number;
        headers?: Record<string, string>;
        body?: string;
        batchItemFailures?: unknown[];
      };
    };
  };

  it('stays within its budgets, which are within the limit of Lambda', async t => {
    const sizes = await Promise.all(
      (await listFiles(deployed)).map(async file => ({
        unzipped: (await stat(file)).size,
        zipped: (await promisify(deflateRaw)(await readFile(file))).length,
      })),
    );
    const total = (of: 'unzipped' | 'zipped') =>
      Math.round(sizes.reduce((sum, size) => sum + size[of], 0) / 1e5) / 10;
    t.diagnostic(`${total('unzipped')} MB, zipped ${total('zipped')} MB`);

    assert.ok(total('unzipped') <= budgets.package.unzippedMegabytes);
    assert.ok(total('zipped') <= budgets.package.zippedMegabytes);
    assert.ok(budgets.package.unzippedMegabytes < unzippedLimit);
  });

  it('has the handlers of template.yaml{% if values.ai == 'classifier' %}, and ONNX Runtime for their platform alone{% endif %}', async () => {
    const { Globals, Resources } = await readTemplate();
    assert.equal(Globals.Function.CodeUri, 'dist/lambda');
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type === 'AWS::Serverless::Function') {
        const [file, name] = Properties.Handler.split('.');
        assert.equal(name, 'handler');
        await stat(path.join(deployed, `${file}.mjs`));
      }
    }
{% if values.ai == 'language-model' %}    assert.deepEqual(await readdir(deployed), ['ai', 'dist']);
{% else %}    const libraries = path.join(deployed, 'node_modules/onnxruntime-node/bin/napi-v6');
    assert.deepEqual(await readdir(libraries), ['linux']);
    assert.deepEqual(await readdir(path.join(libraries, 'linux')), ['x64']);
    assert.deepEqual(await readdir(path.join(deployed, 'node_modules')), [
      'onnxruntime-common',
      'onnxruntime-node',
    ]);
{% endif %}  });

  it('starts and answers the first event within its budget', async t => {
    const { starts, medianMilliseconds } = budgets.coldStart;
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) {
      const { init, first, answer } = await coldStart(runnable, '${{ event }}');
      assert.equal(answer.statusCode, 200);
      times.push(Math.round(init + first));
    }
    const median = times.sort((a, b) => a - b)[Math.floor(starts / 2)] ?? Infinity;
    t.diagnostic(`cold starts: ${times.join(', ')} ms`);
    assert.ok(median <= medianMilliseconds, `${median} ms`);

    const { answer } = await coldStart(runnable, 'queue');
    assert.equal(answer.batchItemFailures?.length, 1);
  });

  it('remembers in DynamoDB what another instance answered, and sends results to SQS', async () => {
    const aws = await startAwsServices();
    try {
      const first = (await coldStart(runnable, '${{ event }}', aws.env)).answer;
      const again = (await coldStart(runnable, '${{ event }}', aws.env)).answer;
      assert.equal(first.statusCode, 200);
      assert.equal(again.headers?.['idempotency-replayed'], 'true');
      assert.equal(again.body, first.body);
      assert.deepEqual(aws.calls, [
        'DynamoDB_20120810.PutItem',
        'DynamoDB_20120810.UpdateItem',
        'DynamoDB_20120810.PutItem',
      ]);
      // The attribute by which the table forgets, a day from now.
      const hours = (Number([...aws.items.values()][0]?.expiration?.N) - Date.now() / 1000) / 3600;
      assert.ok(hours > 23 && hours <= 24, `${hours} hours`);
      assert.doesNotMatch(JSON.stringify([...aws.items.values()]), /charged twice/);

      for (const attempt of [1, 2]) {
        const { answer } = await coldStart(runnable, 'queue', aws.env);
        assert.equal(answer.batchItemFailures?.length, 1, `attempt ${attempt}`);
      }
      assert.deepEqual(
        aws.messages.map(({ queue, body }) => [queue, (body as Result).messageId]),
        [[aws.env.RESULT_QUEUE_URL, '059f36b4-87a3-44ab-83d2-661975830a7d']],
      );
    } finally {
      aws.stop();
    }
  });

{% if values.ai == 'language-model' %}  it('takes the key of the model from its secret, and does not start without it', async () => {
    const keys: unknown[] = [];
    const provider = createServer((request, response) => {
      keys.push(request.headers.authorization);
      request.resume();
      response.end(
        'data: {"choices": [{"delta": {"content": "Thank you"}, "finish_reason": "stop"}]}\n\n',
      );
    });
    await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve));
    const aws = await startAwsServices();
    try {
      const { port } = provider.address() as AddressInfo;
      const env = {
        ...aws.env,
        LLM_URL: `http://127.0.0.1:${port}/v1`,
        LLM_API_KEY_SECRET: 'arn',
      };
      const { answer } = await coldStart(runnable, 'draft', env);
      assert.match(answer.body ?? '', /"draft":"Thank you"/);
      assert.deepEqual(keys, ['Bearer key of arn']);
      assert.equal(aws.calls[0], 'secretsmanager.GetSecretValue');

      await assert.rejects(
        coldStart(runnable, 'draft', { ...env, LLM_API_KEY_SECRET: 'unset' }),
        (error: { stdout: string; stderr: string }) => {
          assert.match(error.stderr, /ResourceNotFoundException/);
          assert.doesNotMatch(error.stdout, /answer/);
          return true;
        },
      );
    } finally {
      aws.stop();
      provider.close();
    }
  });

{% else %}  it('fails its init phase, and answers nothing, when the model is not the one that was released', async () => {
    const broken = path.join(folder, 'broken');
    await cp(path.join(runnable, 'dist'), path.join(broken, 'dist'), { recursive: true });
    await cp(path.join(runnable, 'model'), path.join(broken, 'model'), { recursive: true });
    await symlink(
      path.join(runnable, 'node_modules'),
      path.join(broken, 'node_modules'),
      'junction',
    );
    const { file } = await readManifest();
    await writeFile(path.join(broken, 'model', file), 'another model');

    await assert.rejects(
      coldStart(broken, '${{ event }}'),
      (error: { stdout: string; stderr: string }) => {
        assert.match(error.stderr, /cannot be loaded: .*checksum/);
        assert.match(error.stderr, /"level":"CRITICAL","message":"could not start"/);
        assert.doesNotMatch(error.stdout, /answer/);
        return true;
      },
    );
  });

{% endif %}  it('does not start on Lambda without the resources that template.yaml names', async () => {
    const { Globals } = await readTemplate();
    const { Variables } = Globals.Function.Environment;
    const start = coldStart(runnable, 'queue', { AWS_LAMBDA_FUNCTION_NAME: 'test' });
    await assert.rejects(start, (error: { stderr: string }) => {
      const missing = [...error.stderr.matchAll(/^.*?([A-Z_]+): is not set$/gm)].map(
        ([, name = '']) => name,
      );
      assert.deepEqual(missing, ['IDEMPOTENCY_TABLE', 'RESULT_QUEUE_URL']);
      assert.deepEqual(
        missing.filter(name => !Variables[name]),
        [],
      );
      return true;
    });
  });
});

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
}
