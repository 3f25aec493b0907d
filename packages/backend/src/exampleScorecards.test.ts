import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  Scorecard,
  ScorecardsSummary,
  ScorecardSummary,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { DemoPortal, Person } from './__testUtils__/DemoPortal';
import {
  ExampleCatalog,
  exampleFolder,
  repositoryOf,
} from './__testUtils__/ExampleCatalog';
import { VerdictPlaces } from './__testUtils__/VerdictPlaces';
import { AssessmentSeeder } from './demo/assessments/AssessmentSeeder';
import { CampaignSeeder } from './demo/campaigns/CampaignSeeder';
import { parseCampaigns } from './demo/campaigns/script';
import { parseScript } from './demo/assessments/script';
import { createPeople } from './demo/people/createPeople';
import { parseWaivers } from './demo/waivers/script';
import { WaiverSeeder } from './demo/waivers/WaiverSeeder';

const directory = createMockDirectory();
const api = '/api/paved-road';

/** Names of services by the level that they reach with the rule packs of the demo. */
const levels = {
  gold: ['drift-watch', 'embedding-gateway', 'policy-answers', 'ticket-triage'],
  silver: [
    'case-note-summarizer',
    'contract-clause-extractor',
    'embedding-refresh',
    'fraud-scoring',
    'merchant-onboarding-check',
    'semantic-search',
    'survey-theme-miner',
    'thumbnail-generator',
  ],
  bronze: [
    'answer-guardrail',
    'basket-completion',
    'chat-assistant',
    'dialogue-summarizer',
    'dispute-outcome-predictor',
    'document-redactor',
    'dynamic-pricing',
    'insider-risk-scoring',
    'intent-classifier',
    'invoice-ocr',
    'knowledge-gap-finder',
    'model-card-linter',
    'product-recommender',
    'query-rewriter',
    'receipt-classifier',
    'reply-suggester',
    'returns-agent',
    'sentiment-monitor',
    'shopping-guide',
    'sla-breach-predictor',
    'voice-transcriber',
  ],
  none: [
    'anomaly-explainer',
    'chargeback-forecaster',
    'churn-early-warning',
    'escalation-router',
    'mailroom-sorter',
    'promo-copywriter',
    'review-moderation',
    'ticket-deduplicator',
  ],
};

/** Why their repositories are not known: they have moved, are closed, or the catalog does not name one. */
const withoutRepository = [
  'anomaly-explainer',
  'chargeback-forecaster',
  'churn-early-warning',
  'dynamic-pricing',
  'insider-risk-scoring',
  'mailroom-sorter',
];

describe('scorecards of the example', () => {
  let portal: DemoPortal;
  let paula: Person;
  let seeding: ConstructorParameters<typeof WaiverSeeder>[0];

  async function namesOf(query: string): Promise<string[]> {
    const { body } = await paula.get(`${api}/scorecards?limit=100&${query}`);
    return body.items
      .map(({ entityRef }: ScorecardSummary) => entityRef.split('/')[1])
      .sort();
  }

  async function levelsReached(): Promise<typeof levels> {
    const [gold, silver, bronze, none] = await Promise.all(
      Object.keys(levels).map(level =>
        namesOf(`kind=Component&level=${level}`),
      ),
    );
    return { gold, silver, bronze, none };
  }

  async function scorecardOf(name: string): Promise<Scorecard> {
    const url = `${api}/entities/component/default/${name}/scorecard`;
    return (await paula.get(url)).body;
  }

  beforeAll(async () => {
    directory.setContent({ repositories: {}, work: {} });
    portal = await DemoPortal.start({
      repositories: directory.resolve('repositories'),
      workingDirectory: directory.resolve('work'),
    });
    seeding = {
      logger: mockServices.logger.mock(),
      ...createPeople(portal.discovery),
      signal: new AbortController().signal,
    };
    await new AssessmentSeeder(seeding).play(
      parseScript(
        readFileSync(join(exampleFolder, 'assessments.yaml'), 'utf8'),
        'assessments.yaml',
      ),
    );
    paula = await portal.signIn('user:default/paula.platform');
    // Facts are collected, and scorecards follow, in the background.
    const deadline = Date.now() + 90_000;
    while (
      Date.now() < deadline &&
      JSON.stringify(await levelsReached()) !== JSON.stringify(levels)
    ) {
      await sleep(500);
    }
  }, 150_000);

  it('reach every level', async () => {
    expect(await levelsReached()).toEqual(levels);
  });

  it('tell of APIs and models apart from services', async () => {
    const levelsOf = async (kind: string) => {
      const { body } = await paula.get(
        `${api}/scorecards/summary?groupBy=level&kind=${kind}`,
      );
      const { groups, totals }: ScorecardsSummary = body;
      return [
        `${totals.onTheRoad} of ${totals.entities}`,
        ...groups.map(({ key, entities }) => `${key} ${entities}`),
      ];
    };
    await expect(levelsOf('Component')).resolves.toEqual([
      '12 of 41',
      ...Object.entries(levels)
        .reverse()
        .map(([level, names]) => `${level} ${names.length}`),
    ]);
    await expect(levelsOf('API')).resolves.toEqual([
      '15 of 15',
      'none 0',
      'bronze 0',
      'silver 3',
      'gold 12',
    ]);
    await expect(levelsOf('Resource')).resolves.toEqual([
      '4 of 18',
      'none 0',
      'bronze 14',
      'silver 3',
      'gold 1',
    ]);
  });

  it('show that every check can be passed, and failed', async () => {
    const { body } = await paula.get(
      `${api}/scorecards/summary?groupBy=check&kind=Component`,
    );
    const groups = (body as ScorecardsSummary).groups.filter(
      ({ entities }) => entities > 0,
    );
    const keysWithout = (state: 'pass' | 'fail') =>
      groups.filter(({ states }) => states[state] === 0).map(({ key }) => key);
    expect(groups.length).toBeGreaterThanOrEqual(24);
    expect(keysWithout('pass')).toEqual([]);
    // The example has no secrets and programs, not even wrong ones.
    expect(keysWithout('fail')).toEqual(['no-binaries', 'no-secrets']);
  });

  it('say which file cannot be read, and why', async () => {
    const { results } = await scorecardOf('product-recommender');
    expect(results).toContainEqual(
      expect.objectContaining({
        checkId: 'resource-limits',
        state: 'unknown',
        reason:
          'deploy/retrieval.yaml, line 10: a tab is used for indentation. Replace it with spaces.',
        file: 'deploy/retrieval.yaml',
        line: 10,
      }),
    );
  });

  it('say where a repository cannot be read, and why', async () => {
    expect(await namesOf('check=has-tests&state=unknown')).toEqual(
      withoutRepository,
    );
    const { results } = await scorecardOf('dynamic-pricing');
    expect(results).toContainEqual(
      expect.objectContaining({
        checkId: 'has-tests',
        state: 'unknown',
        reason:
          "We can't find this service's repository. Set backstage.io/source-location in catalog-info.yaml.",
      }),
    );
  });

  it.each([
    ['invoice-ocr', 'image-pinned', 'Dockerfile:1 base image not pinned'],
    ['sentiment-monitor', 'image-not-root', 'Dockerfile:1 runs as root'],
    ['chat-assistant', 'resource-limits', 'deploy/assistant.yaml:2'],
    ['receipt-classifier', 'function-timeout', 'template.yaml'],
    ['promo-copywriter', 'llm-version-pinned', 'gpt-5-mini'],
    ['shopping-guide', 'llm-prompt-on-server', 'web/src/chat.ts'],
  ])('show what is wrong: %s, %s', async (name, checkId, cause) => {
    const { results } = await scorecardOf(name);
    const result = results.find(item => item.checkId === checkId);
    expect(result?.state).toBe('fail');
    expect(
      result?.evidence
        .map(item => `${item.name} ${item.file}:${item.line} ${item.value}`)
        .join(),
    ).toContain(cause);
  });

  it.each([
    ['policy-answers', []],
    ['case-note-summarizer', ['llm-evaluation']],
    ['chat-assistant', ['llm-token-budget']],
    ['shopping-guide', ['llm-prompt-on-server']],
    ['returns-agent', ['llm-call-cap']],
    [
      'promo-copywriter',
      [
        'llm-version-pinned',
        'llm-prompt-pinned',
        'llm-token-budget',
        'llm-call-cap',
        'llm-data-stated',
        'llm-evaluation',
      ],
    ],
  ])(
    'say what is missing where a language model is called: %s, %j',
    async (name, missing) => {
      const { results } = await scorecardOf(name);
      const ofLanguageModels = results.filter(
        ({ advisory, checkId }) => checkId.startsWith('llm-') && !advisory,
      );
      expect(ofLanguageModels).toHaveLength(10);
      const states = ['pass', 'not-applicable'];
      expect(
        ofLanguageModels
          .filter(({ state }) => !states.includes(state))
          .map(({ checkId }) => checkId),
      ).toEqual(missing);
    },
  );

  it('ask nothing about language models where none is called', async () => {
    const { packs, results } = await scorecardOf('fraud-scoring');
    expect(packs.map(({ name }) => name)).toEqual(['ai-services']);
    expect(results.filter(({ checkId }) => checkId.startsWith('llm-'))).toEqual(
      [],
    );
  });

  it('are what the campaign of the script is about, and it begins once', async () => {
    const file = join(exampleFolder, 'campaigns.yaml');
    const script = parseCampaigns(readFileSync(file, 'utf8'), file);
    for (let start = 1; start <= 2; start++) {
      await new CampaignSeeder(seeding).play(script);
    }
    const { body } = await paula.get(`${api}/campaigns`);
    const inProduction = await namesOf('kind=Component&lifecycle=production');
    const reached = inProduction.filter(name =>
      [...levels.silver, ...levels.gold].includes(name),
    );
    expect(body.items).toMatchObject([
      {
        title: 'Production at silver',
        status: 'active',
        progress: { total: inProduction.length, reached: reached.length },
      },
    ]);
    expect(reached.length).toBeGreaterThanOrEqual(3);
    expect(inProduction.length - reached.length).toBeGreaterThanOrEqual(3);
  });

  it('are waived as the script says, and nothing is waived twice', async () => {
    const file = join(exampleFolder, 'waivers.yaml');
    const script = parseWaivers(readFileSync(file, 'utf8'), file);
    const statuses = async () => {
      const { body } = await paula.get(`${api}/waivers`);
      return body.items.map(
        ({ checkId, status }: Waiver) => `${checkId} ${status}`,
      );
    };
    const scripted = script.map(
      ({ checkId, status }) => `${checkId} ${status}`,
    );
    for (let start = 1; start <= 2; start++) {
      await new WaiverSeeder(seeding).play(script);
      expect(await statuses()).toEqual(scripted.toReversed());
    }
    expect(await scorecardOf('sla-breach-predictor')).toMatchObject({
      level: 'silver',
      counts: { waived: 1 },
    });
  });

  it('are the same wherever a service is judged: on pages, at the gate, in a terminal, before it is published', async () => {
    const catalog = new ExampleCatalog();
    const places = await VerdictPlaces.of(portal, paula);
    // Of the others there is no checkout that anybody could judge.
    const checkouts = catalog.aiComponents
      .filter(({ metadata }) => !withoutRepository.includes(metadata.name))
      .map(entity => {
        const { name } = entity.metadata;
        const companions = catalog.besides(entity);
        const folder = directory.resolve(`checkouts/${name}`);
        cpSync(repositoryOf(entity), folder, { recursive: true });
        writeFileSync(
          join(folder, 'catalog-info.yaml'),
          [entity, ...companions].map(item => stringify(item)).join('---\n'),
        );
        return { folder, entity, companions };
      });
    // The gate judges a description in a repository, so the catalog would set its source location.
    const located = catalog.aiComponents.filter(
      ({ metadata }) => metadata.annotations?.['backstage.io/source-location'],
    );
    for (const entity of located) {
      const companions = catalog.besides(entity);
      // As long as nobody looks into the repository, what is stored of it counts.
      expect(await places.gate({ entity, companions })).toEqual(
        await places.stored(entity),
      );
    }
    const compared = new Set<string>();
    for (const checkout of checkouts) {
      const stored = await places.stored(checkout.entity);
      expect(await places.gate(checkout)).toEqual(stored);
      expect(await places.cli(checkout)).toEqual(stored);
      const { level, states } = await places.scaffolder(checkout);
      expect([level, ...states.sort()]).toEqual([
        stored.level,
        ...stored.results
          .map(({ checkId, state }) => `${checkId} ${state}`)
          .sort(),
      ]);
      compared.add(level);
    }
    const [allowed] = checkouts.filter(({ entity }) =>
      levels.gold.includes(entity.metadata.name),
    );
    expect(await places.pipeline(allowed)).toEqual(
      await places.stored(allowed.entity),
    );
    expect(checkouts.length).toBeGreaterThanOrEqual(28);
    expect(compared).toEqual(new Set(Object.keys(levels)));
  });
});
