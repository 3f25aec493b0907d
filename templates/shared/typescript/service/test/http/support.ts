import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { Type } from 'typebox';
import type { ${{ 'Draft, DraftModels, DraftObserver' if values.ai == 'language-model' else 'Classification, ModelInfo' }} } from '../../src/core/index.js';
import { createServer, failures, Readiness } from '../../src/http/index.js';
import type { ${{ 'DraftsReplies' if values.ai == 'language-model' else 'Classifies' }}, HttpModule, HttpServer, WorkLimits } from '../../src/http/index.js';

/** An AI core that answers as a test wants it. */
{% if values.ai == 'language-model' %}export class StubDrafts implements DraftsReplies {
  readonly models: DraftModels = {
    provider: 'test',
    name: 'fake',
    version: '7.0.0',
    fallback: null,
    promptVersion: '0123456789ab',
  };
  answer: (observer: DraftObserver) => Promise<Partial<Draft>> = async () => ({});

  async draft(_text: string, observer: DraftObserver): Promise<Draft> {
    return {
      draft: 'Thank you for your message',
      model: { name: this.models.name, version: this.models.version },
      promptVersion: this.models.promptVersion,
      fallback: false,
      tokens: { input: 100, output: 10 },
      costUsd: 0.001,
      calls: 1,
      ...(await this.answer(observer)),
    };
  }
}

{% else %}export class StubClassifies implements Classifies {
  readonly model: ModelInfo = { name: 'stub', version: '7.0.0', labels: ['billing', 'account'] };
  answer: () => Promise<Partial<Classification>> = async () => ({});

  async classify(): Promise<Classification> {
    return {
      label: 'billing',
      confidence: 0.9,
      needsReview: false,
      scores: [
        { label: 'billing', score: 0.9 },
        { label: 'account', score: 0.1 },
      ],
      model: { name: this.model.name, version: this.model.version },
      ...(await this.answer()),
    };
  }
}

{% endif %}/** Work that takes as long as a test wants: `POST /v1/sleep {ms, stubborn?}`. */
export function sleepModule(): HttpModule & { aborted: number } {
  const module = {
    name: 'sleep',
    aborted: 0,
    register(app: HttpServer, { work }: Parameters<HttpModule['register']>[1]) {
      app.post(
        '/v1/sleep',
        {
          schema: {
            body: Type.Object(
              { ms: Type.Integer(), stubborn: Type.Optional(Type.Boolean()) },
              { additionalProperties: false },
            ),
            response: { 200: Type.Object({ slept: Type.Integer() }), ...failures(429, 503) },
          },
        },
        request =>
          work(async signal => {
            const { ms, stubborn } = request.body;
            signal.addEventListener('abort', () => module.aborted++);
            await sleep(ms, undefined, stubborn ? {} : { signal });
            return { slept: ms };
          }),
      );
    },
  };
  return module;
}

/** A server that is made of some modules; it logs to nobody unless it is given a logger. */
export async function testServer(options: {
  modules: HttpModule[];
  limits?: Partial<WorkLimits>;
  readiness?: Readiness;
  logger?: Logger;
}): Promise<HttpServer> {
  return createServer({
    info: { name: 'test', version: '1.2.3', description: 'A server of a test' },
    logger: options.logger ?? pino({ level: 'silent' }),
    readiness: options.readiness ?? new Readiness(),
    modules: options.modules,
    limits: { concurrency: 2, queueLimit: 1, requestTimeoutMs: 5000, ...options.limits },
  });
}

/** Keeps the lines of the log for a test to read. */
export function listLogger(lines: Record<string, unknown>[]): Logger {
  return pino(
    { level: 'info' },
    { write: line => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
}
