import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { createApp } from '../src/app.js';
import { createDraftService } from '../src/drafts.js';
import type { DeclaredModels } from '../src/drafts.js';
import { readSettings } from '../src/settings.js';
import { listLogger } from './http/support.js';
import { readAi } from './support/models.js';

interface Declaration extends Pick<DeclaredModels, 'limits'> {
  models: { provider: string; model: string; version: string }[];
}

describe('the declaration', () => {
  it('is what the service does: models and limits', async () => {
    const { models, limits } = parse(await readAi('llm.yaml')) as Declaration;
    const declared = JSON.parse(await readAi('models.json')) as DeclaredModels;
    const used = [declared.primary, declared.fallback].flatMap(model => model ?? []);
    assert.deepEqual(
      models,
      used.map(({ provider, model, version }) => ({ provider, model, version })),
    );
    const { tokensPerRequest, outputTokensPerCall, callsPerRequest } = limits;
    assert.deepEqual(declared.limits, { tokensPerRequest, outputTokensPerCall, callsPerRequest });
  });

  it('has a budget for the longest ticket', async () => {
    const drafts = createDraftService(readSettings({}));
    const observer = { called: () => {}, fellBack: () => {}, refused: () => {} };
    await drafts.draft('x'.repeat(5000), observer, new AbortController().signal);
  });
});

describe('the composition', () => {
  it('takes the stub without LLM_URL, and says so', async () => {
    const { models } = createDraftService(readSettings({}));
    const hash = createHash('sha256').update(await readAi('prompts/draft.md'));
    assert.deepEqual(models, {
      provider: 'stub',
      name: 'stub',
      version: '1.0.0',
      fallback: null,
      promptVersion: hash.digest('hex').slice(0, 12),
    });
  });

  it('calls the declared models at LLM_URL, and logs neither ticket, draft nor key', async () => {
    const { primary, fallback } = JSON.parse(await readAi('models.json')) as DeclaredModels;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        const { model } = JSON.parse(body) as { model: string };
        asked.push(model);
        if (asked.length === 1) {
          response.writeHead(400).end('a secret');
          return;
        }
        response.writeHead(200);
        response.end(
          'data: {"choices": [{"delta": {"content": "A secret draft"}, "finish_reason": "stop"}]}\n\n',
        );
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const log: Record<string, unknown>[] = [];
    const env = { LLM_URL: `http://127.0.0.1:${port}/v1`, LLM_API_KEY: 'a-secret-key' };
    const application = await createApp(readSettings(env), listLogger(log));
    await application.start({ signal: new AbortController().signal });
    const { app } = application;
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/drafts',
      payload: { text: 'A secret ticket' },
    });
    assert.deepEqual(asked, [primary.model, ...(fallback ? [fallback.model] : [])]);
    assert.equal(answer.statusCode, fallback ? 200 : 503, answer.body);
    const models = (await app.inject('/v1/model')).json<{ name: string; fallback: unknown }>();
    assert.equal(models.name, primary.model);
    assert.equal(models.fallback === null, fallback === null);
    await app.close();
    server.close();
    const text = JSON.stringify(log);
    assert.match(text, /drafts come from/);
    assert.match(text, /status 400/);
    assert.doesNotMatch(text, /secret/);
  });
});
