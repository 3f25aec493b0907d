import { detect } from '../__testUtils__/detect';
import { llmDeclarationsDetector } from './llmDeclarationsDetector';

const declaration = `models:
  - { provider: anthropic, model: claude-haiku-4-5, version: '20251001' }
  - { provider: openai, model: gpt-5-mini, version: latest }
prompts:
  path: prompts
limits:
  outputTokensPerCall: 700
  callsPerRequest: 0
  usdPerMonth: few
evaluation: { set: evals/a.jsonl, threshold: 0.9 }
fallback: { model: other }
gateway: ''
`;

describe('the declaration of language models', () => {
  it('is read with its lines', async () => {
    const { found, unread } = await detect(
      llmDeclarationsDetector,
      {
        'chat/ai/llm.yaml': declaration,
        'chat/prompts/system.md': '',
        'chat/evals/a.jsonl': '',
        'ai/llm.yaml': declaration,
      },
      'chat',
    );
    expect(unread).toEqual([]);
    expect(found.modelReferences).toMatchObject([
      {
        subject: 'claude-haiku-4-5',
        line: 2,
        source: 'declared',
        pinned: true,
      },
      { subject: 'gpt-5-mini', line: 3, provider: 'openai', pinned: false },
    ]);
    expect(found.prompts).toMatchObject([{ subject: 'prompts', pinned: true }]);
    expect(found.callLimits).toMatchObject([
      { limit: 'outputTokens', line: 7 },
    ]);
    expect(found.evaluations).toMatchObject([{ threshold: true }]);
    expect(found.fallbacks).toMatchObject([{ technology: 'fallback' }]);
  });

  it('does not count files that are missing', async () => {
    const { found } = await detect(llmDeclarationsDetector, {
      'ai/llm.yaml': declaration,
      'prompt/a.md': '',
    });
    expect(found.prompts).toMatchObject([{ pinned: false }]);
    expect(found.evaluations).toEqual([]);
  });

  it.each(['models: [', 'models:\n\t- a'])(
    'is unread if it is broken: %j',
    async text => {
      const { unread } = await detect(llmDeclarationsDetector, {
        'ai/llm.yaml': text,
      });
      expect(unread).toMatchObject([{ subject: 'ai/llm.yaml' }]);
    },
  );

  it.each(['', 'claude', '[]', 'models: x\nlimits: 3\nprompts: []'])(
    'may have nothing of it: %j',
    async text => {
      const { found } = await detect(llmDeclarationsDetector, {
        'ai/llm.yaml': text,
      });
      expect([...found.modelReferences, ...found.callLimits]).toEqual([]);
    },
  );
});
