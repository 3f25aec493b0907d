import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Evaluation, FactOutcome } from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  evaluate,
  hasScorecard,
  parseRulePack,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { stringify } from 'yaml';
import {
  createAiService,
  defaultRulePack,
  factSchemas,
  languageModelRules,
  readProjectFile,
  readRepository,
} from '../__testUtils__/defaultRulePack';
import { Files, tooLarge } from '../__testUtils__/repositoryCases';

const directory = createMockDirectory();

const service = (relations: Entity['relations'] = []): Entity => ({
  ...createAiService(),
  metadata: { name: 'parcel-questions', tags: ['llm'] },
  spec: { type: 'ai-service', lifecycle: 'production' },
  relations,
});

const judge = (entity: Entity, repository: FactOutcome): Evaluation =>
  evaluate(languageModelRules, {
    entity,
    relations: toRelationFacts(entity, ref =>
      ref.startsWith('resource:') ? { type: ref.split('/')[1] } : undefined,
    ),
    facts: { repository },
    waivers: [],
    now: new Date(),
  })!;

const stateOf = ({ results }: Evaluation, id: string) =>
  results.find(({ checkId }) => checkId === id)?.state;

async function judgeFiles(files: Files): Promise<Evaluation> {
  const contents = Object.entries(files).map(([file, content]) => [
    file,
    content === tooLarge ? `${'# much\n'.repeat(150_000)}` : content,
  ]);
  directory.setContent({ repository: Object.fromEntries(contents) });
  return judge(
    service(),
    await readRepository(directory.resolve('repository'), languageModelRules),
  );
}

/** A repository with nothing but a declaration. */
const declared = (content: object): Files => ({
  'ai/llm.yaml': stringify(content),
});

const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5' };
const models = (...versions: unknown[]) =>
  declared({ models: versions.map(version => ({ ...haiku, version })) });
const limits = (values: object) => declared({ limits: values });
const evaluation = (values: object, files: Files = {}): Files => ({
  ...declared({ evaluation: values }),
  ...files,
});

const cases: Record<
  string,
  {
    pass: Files[];
    fail: Files[];
    unknown?: Files[];
    'not-applicable'?: Files[];
  }
> = {
  'llm-declared': {
    pass: [
      declared({ models: [haiku] }),
      { 'ai/llm.yml': 'models: [{ provider: a, model: b }]' },
    ],
    fail: [
      {},
      declared({ models: [] }),
      declared({ models: [haiku, { provider: 'openai' }] }),
      { 'docs/ai/llm.yaml': stringify({ models: [haiku] }) },
      { 'ai/llm.yaml': 'claude-haiku-4-5' },
    ],
    unknown: [{ 'ai/llm.yaml': 'models: [' }, { 'ai/llm.yaml': tooLarge }],
  },
  'llm-version-pinned': {
    pass: [
      models('20251001'),
      models(20251001, '2025-08-07'),
      models('sha256:0a1b'),
      models('preview-05-06'),
      { 'app/chat.py': 'ask(model="gpt-4o-2024-08-06")' },
    ],
    fail: [
      {},
      declared({ models: [] }),
      models('20251001', undefined),
      { ...models('20251001'), 'app/chat.py': 'ask(model="gpt-4o")' },
      models('latest'),
      models('8b:latest'),
      models('main'),
      declared({
        models: [{ ...haiku, model: 'claude-haiku-latest', version: '1' }],
      }),
    ],
  },
  'llm-prompt-pinned': {
    pass: [
      declared({ prompts: { version: '14' } }),
      { ...declared({ prompts: { path: 'prompts' } }), 'prompts/a.md': 'x' },
      { ...declared({ prompts: { path: 'prompts/' } }), 'prompts/a.md': 'x' },
      { ...declared({ prompts: { path: 'a.md' } }), 'a.md': 'x' },
    ],
    fail: [
      {},
      declared({ prompts: { version: 'latest' } }),
      declared({ prompts: { version: 'production' } }),
      { ...declared({ prompts: { path: 'prompt' } }), 'prompts/a.md': 'x' },
    ],
  },
  'llm-token-budget': {
    pass: [
      limits({ outputTokensPerCall: 500, tokensPerMonth: 9e8 }),
      limits({ outputTokensPerCall: 500, usdPerMonth: 400 }),
    ],
    fail: [
      {},
      limits({ tokensPerMonth: 9e8 }),
      limits({ outputTokensPerCall: 500 }),
      limits({ outputTokensPerCall: 500, tokensPerMonth: 0 }),
      limits({ outputTokensPerCall: 'few', usdPerMonth: 400 }),
    ],
  },
  'llm-call-cap': {
    pass: [
      limits({ callsPerRequest: 1 }),
      limits({ callsPerRequest: 12 }),
      { 'app/agent.py': 'agent.run(max_turns=8)' },
    ],
    fail: [{}, limits({ callsPerRequest: 0 }), limits({ usdPerMonth: 400 })],
    unknown: [{ 'ai/llm.yaml': 'limits: {' }],
  },
  'llm-data-stated': {
    pass: [declared({ data: { personal: 'masked', residency: 'region' } })],
    fail: [
      {},
      declared({ data: { personal: 'masked' } }),
      declared({ data: { personal: 'some', residency: 'region' } }),
      declared({ data: { personal: 'none', residency: 'EU' } }),
    ],
  },
  'llm-prompt-on-server': {
    pass: [
      {},
      { 'prompts/system.txt': 'x', 'server/chat.ts': "role: 'system'" },
      { 'web/src/PromptInput.tsx': 'export function PromptInput() {}' },
      { 'web/src/chat.ts': "fetch('/chat', { body: question })" },
    ],
    fail: [
      { 'web/public/system-prompt.txt': 'You are' },
      {
        'frontend/src/chatClient.ts': "messages: [{ role: 'system', content }]",
      },
      { 'web/src/Assistant.tsx': 'const systemPrompt = `You are`;' },
      { 'ios/Sources/OpenAIClient.swift': '["role": "developer"]' },
    ],
    unknown: [{ 'web/src/chat.ts': tooLarge }],
  },
  'llm-evaluation': {
    pass: [
      evaluation(
        { set: 'evals/a.jsonl', threshold: 0.9 },
        { 'evals/a.jsonl': '{}' },
      ),
      evaluation({ set: 'evals', threshold: 0.9 }, { 'evals/a.jsonl': '{}' }),
      evaluation({ set: 'evals/', threshold: 90 }, { 'evals/a.jsonl': '{}' }),
    ],
    fail: [
      {},
      evaluation({ set: 'evals', threshold: 0.9 }),
      evaluation({ set: 'evals' }, { 'evals/a.jsonl': '{}' }),
      evaluation({ set: 'eval', threshold: 0.9 }, { 'evals/a.jsonl': '{}' }),
    ],
  },
  'llm-fallback': {
    pass: [
      declared({ fallback: 'Shows the search results instead' }),
      declared({ gateway: 'https://llm.example.com' }),
    ],
    fail: [{}, declared({ fallback: '' })],
  },
  'llm-client-timeout': {
    pass: [{ 'app/chat.py': 'client = OpenAI(timeout=20)' }],
    fail: [{ 'app/chat.py': 'client = OpenAI()' }],
    unknown: [{ 'app/chat.py': 'client = OpenAI(**options)' }],
    'not-applicable': [{}],
  },
  'llm-calls-traced': {
    pass: [{ 'app/chat.py': 'import langfuse\nclient = OpenAI()' }],
    fail: [{ 'app/chat.py': 'client = OpenAI()' }],
    'not-applicable': [{}],
  },
  'llm-evaluation-in-pipeline': {
    pass: [
      {
        'evals/run.py': 'score = judge(llm, cases)',
        '.github/workflows/evals.yml': 'run: python evals/run.py',
      },
    ],
    fail: [{}, { 'evals/run.py': 'score = judge(llm, cases)' }],
  },
};

describe('rule pack for language models', () => {
  it.each(
    Object.entries(cases).flatMap(([id, states]) =>
      Object.entries(states).flatMap(([state, repositories]) =>
        repositories.map(files => [id, state, files] as const),
      ),
    ),
  )('%s: %s with %j', async (id, state, files) => {
    expect(stateOf(await judgeFiles(files), id)).toBe(state);
  });

  it.each([
    ['ai-model', 'pass'],
    ['llm', 'pass'],
    ['language-model', 'pass'],
    ['database', 'fail'],
  ])('asks for the model in the catalog: %s, %s', async (type, state) => {
    directory.setContent({ repository: {} });
    const repository = await readRepository(
      directory.resolve('repository'),
      languageModelRules,
    );
    const entity = service([
      { type: 'dependsOn', targetRef: `resource:default/${type}` },
    ]);
    expect(stateOf(judge(entity, repository), 'llm-in-catalog')).toBe(state);
  });

  it('has a case for each check', () => {
    expect(languageModelRules.checks.map(({ id }) => id).sort()).toEqual(
      ['llm-in-catalog', ...Object.keys(cases)].sort(),
    );
  });

  it('asks nobody who does not call one', () => {
    const { metadata, ...others } = service();
    expect(hasScorecard(languageModelRules, service())).toBe(true);
    for (const entity of [
      { ...others, metadata: { name: 'ocr', tags: ['vision'] } },
      { ...others, metadata: { name: 'ocr' } },
      { ...others, kind: 'System', metadata },
    ]) {
      expect(hasScorecard(languageModelRules, entity)).toBe(false);
    }
  });

  it('asks for a fallback only in production', async () => {
    directory.setContent({ repository: {} });
    const entity = {
      ...service(),
      spec: { type: 'ai-service', lifecycle: 'experimental' },
    };
    const repository = await readRepository(
      directory.resolve('repository'),
      languageModelRules,
    );
    expect(stateOf(judge(entity, repository), 'llm-fallback')).toBe(
      'not-applicable',
    );
  });

  it('shows the findings with their places', async () => {
    const { results } = await judgeFiles(
      declared({
        models: [haiku, { ...haiku, version: '20251001' }],
      }),
    );
    const evidence = (id: string) =>
      results.find(({ checkId }) => checkId === id)!.evidence;
    expect(evidence('llm-declared')).toMatchObject([
      {
        name: 'Models',
        value: 'anthropic claude-haiku-4-5, anthropic claude-haiku-4-5',
      },
    ]);
    expect(evidence('llm-version-pinned')).toEqual([
      {
        name: 'claude-haiku-4-5',
        value: 'version not pinned',
        file: 'ai/llm.yaml',
        line: 2,
      },
    ]);
  });

  it('links every remedy to more', () => {
    const silent = languageModelRules.checks.filter(
      ({ remediation }) => remediation.text.length < 20 || !remediation.link,
    );
    expect(silent).toEqual([]);
  });

  it('stands beside the default pack', () => {
    const packs = ['language-models', 'ai-services'].map(name =>
      parseRulePack(
        name === 'ai-services'
          ? defaultRulePack
          : readProjectFile(`plugins/paved-road-node/rule-packs/${name}.yaml`),
        `${name}.yaml`,
      ),
    );
    expect(compileRules(packs, factSchemas).packs).toHaveLength(2);
  });
});
