import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ChatLanguageModel } from './adapters/chat/index.js';
import { StubLanguageModel } from './adapters/stub/index.js';
import type { StubAnswers } from './adapters/stub/index.js';
import { DraftService } from './core/index.js';
import type { DraftLimits, PricedModel } from './core/index.js';
import type { Settings } from './settings.js';

/** A model of ai/models.json or ai/stub.json. */
interface DeclaredModel {
  provider: string;
  model: string;
  version: string;
  inputUsdPerMillion: number;
  outputUsdPerMillion: number;
}

/** The content of ai/models.json; a test compares it with ai/llm.yaml. */
export interface DeclaredModels {
  primary: DeclaredModel;
  fallback: DeclaredModel | null;
  limits: DraftLimits;
}

const read = (file: string) => readFileSync(new URL(`../../ai/${file}`, import.meta.url), 'utf8');

/** Binds the port to adapters: the models of ai/models.json at `LLM_URL`, or without it the stub. */
export function createDraftService(
  settings: Pick<Settings, 'llmUrl' | 'llmApiKey' | 'tokenTimeoutMs' | 'modelTimeoutMs'>,
): DraftService {
  const { primary, fallback, limits } = JSON.parse(read('models.json')) as DeclaredModels;
  const text = read('prompts/draft.md');
  const prompt = {
    text,
    version: createHash('sha256').update(text).digest('hex').slice(0, 12),
  };
  const { llmUrl: url, llmApiKey: apiKey, tokenTimeoutMs, modelTimeoutMs } = settings;
  if (url === undefined) {
    const stub = JSON.parse(read('stub.json')) as StubAnswers & { model: DeclaredModel };
    const model = { ...stub.model, inputUsdPerMillion: 0, outputUsdPerMillion: 0 };
    return new DraftService({
      primary: bind(model, new StubLanguageModel(stub)),
      limits,
      prompt,
    });
  }
  const toPriced = (model: DeclaredModel) =>
    bind(
      model,
      new ChatLanguageModel({
        url,
        apiKey,
        provider: model.provider,
        model: model.model,
        tokenTimeoutMs,
        timeoutMs: modelTimeoutMs,
      }),
    );
  return new DraftService({
    primary: toPriced(primary),
    fallback: fallback ? toPriced(fallback) : undefined,
    limits,
    prompt,
  });
}

function bind({ model, ...declared }: DeclaredModel, adapter: PricedModel['adapter']): PricedModel {
  return { ...declared, name: model, adapter };
}
