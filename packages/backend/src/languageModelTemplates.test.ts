import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { DemoPortal, Person, runTemplate } from './__testUtils__/DemoPortal';
import { dryRunTemplate } from './__testUtils__/dryRunTemplate';
import { templateFolder } from './__testUtils__/ExampleCatalog';
import { GeneratedService } from './__testUtils__/GeneratedService';

/** What the template language might take for its own. */
const instructions = `{{ secrets }} \${{ values.name }} {% raw %} {# x #} "it's" \\n 顧客`;

const values = {
  owner: 'support-intelligence',
  description: 'Drafts replies to support tickets',
  system: 'system:default/support-desk',
  ai: 'language-model',
  languageModel: 'anthropic/claude-haiku-4-5-20251001',
  fallbackModel: 'openai/gpt-4o-mini-2024-07-18',
  tokenBudget: 5000,
  instructions,
};

const directory = createMockDirectory();
const repositories = directory.resolve('repositories');
let sam: Person;

beforeAll(async () => {
  directory.setContent({ work: {}, repositories: {} });
  const portal = await DemoPortal.start({
    repositories,
    workingDirectory: directory.resolve('work'),
  });
  sam = await portal.signIn('user:default/sam.owner');
});

const prices = path.join(
  templateFolder,
  '../plugins/paved-road-common/src/advisor/quantities/prices/hostedPrices.json',
);

it('has models of the price table with its prices', () => {
  const { models: hosted } = JSON.parse(readFileSync(prices, 'utf8'));
  const { spec } = parse(
    readFileSync(path.join(templateFolder, 'ai-microservice.yaml'), 'utf8'),
  );
  const { models } = spec.steps.find(
    ({ id }: { id: string }) => id === 'fetchService',
  ).input.values;
  for (const [
    id,
    { provider, model, version, ...stated },
  ] of Object.entries<any>(models)) {
    expect(id).toBe(`${provider}/${model}`);
    expect(model.endsWith(`-${version}`)).toBe(true);
    const known = hosted.find(
      (row: any) =>
        row.provider === provider &&
        [row.model, `${row.model}-${version}`].includes(model),
    );
    expect([id, stated]).toEqual([
      id,
      {
        inputUsdPerMillion: known?.inputPerMtok,
        outputUsdPerMillion: known?.outputPerMtok,
      },
    ]);
  }
});

const templates = ['ai-microservice', 'ai-monolith', 'ai-serverless'];

describe.each(templates)('%s', template => {
  const name = `${template}-drafts`;

  it.each([
    { languageModel: 'anthropic/claude-haiku-9' },
    { languageModel: 'mistral/mistral-large-latest' },
    { fallbackModel: values.languageModel },
    { fallbackModel: 'none of them' },
    { tokenBudget: 0 },
    { tokenBudget: 3499 },
    { tokenBudget: 4000.5 },
    { instructions: 'x'.repeat(1001) },
    { ai: 'agent' },
  ])('refuses %j', async wrong => {
    await expect(
      dryRunTemplate(sam, template, { ...values, name, ...wrong }),
    ).rejects.toThrow(/^400 /);
  });

  it('generates a service that arrives at silver, with its first assessment', async () => {
    const task = await runTemplate(sam, `template:default/${template}`, {
      ...values,
      name,
      profile: {
        team: { teamSize: 4 },
        llm: { residency: 'region', outputTokens: 300, quality: null },
      },
    });
    expect([task.status, task.log]).toEqual(['completed', expect.anything()]);

    const service = new GeneratedService(path.join(repositories, name));
    expect(service.read('ai/prompts/draft.md')).toContain(
      `\n${instructions}\n`,
    );
    expect(JSON.parse(service.read('ai/models.json'))).toMatchObject({
      primary: { model: 'claude-haiku-4-5-20251001', outputUsdPerMillion: 5 },
      fallback: { model: 'gpt-4o-mini-2024-07-18' },
      limits: { tokensPerRequest: 5000 },
    });
    expect(parse(service.read('ai/llm.yaml'))).toMatchObject({
      limits: { tokensPerMonth: 50_000_000 },
      data: { personal: 'masked', residency: 'region' },
    });

    const url = `/api/paved-road/entities/component/default/${name}`;
    const { body } = await sam.get(`${url}/assessments`);
    expect(body.items[0].profile).toEqual({
      team: { teamSize: 4 },
      llm: {
        use: 'chat',
        inputTokens: 600,
        outputTokens: 300,
        quality: 'mid',
        residency: 'region',
        callsPerTask: 1,
        ownModel: 'none',
      },
    });

    const { level, results } = await rate(sam, url);
    expect(level).toMatch(/^(silver|gold)$/);
    expect(
      results
        .filter(({ checkId }) => checkId.startsWith('llm-'))
        .map(({ checkId, state }) => `${checkId}: ${state}`)
        .sort(),
    ).toEqual([
      'llm-call-cap: pass',
      'llm-calls-traced: not-applicable',
      'llm-client-timeout: not-applicable',
      'llm-data-stated: pass',
      'llm-declared: pass',
      'llm-evaluation-in-pipeline: pass',
      'llm-evaluation: pass',
      'llm-fallback: not-applicable',
      'llm-in-catalog: pass',
      'llm-prompt-on-server: pass',
      'llm-prompt-pinned: pass',
      'llm-token-budget: pass',
      'llm-version-pinned: pass',
    ]);
  });
});

interface Rated {
  level: string;
  results: { checkId: string; state: string }[];
}

/** The scorecard of a service, once its repository has been read. */
async function rate(person: Person, url: string): Promise<Rated> {
  for (let tries = 0; ; tries++) {
    const { status, body } = await person.post(`${url}/scorecard`, {});
    const isDone =
      status < 300 &&
      (body as Rated).results.every(({ state }) => state !== 'unknown');
    if (isDone || tries > 60) {
      return body;
    }
    await sleep(500);
  }
}
