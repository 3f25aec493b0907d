import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  PreviewChangeKind,
} from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { Knex } from 'knex';
import { z } from 'zod';
import { createEngine } from '../__testUtils__/createEngine';
import { createService, refOf, World } from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { ScorecardRules, TriedRules } from '../rules/types';
import { StoredScorecard } from '../scorecards/store/StoredScorecard';
import { FleetComparison } from './FleetComparison';
import { toPreviewRules } from './PreviewRules';
import { ComparedService } from './StoredPreview';

const databases = createTestDatabases();

const levels = ['bronze', 'silver', 'gold'];

const production = "entity.spec.lifecycle == 'production'";
const checks: Record<string, { level: string; expression: string }> = {
  lifecycle: { level: 'bronze', expression: production },
  assessed: { level: 'silver', expression: 'assessment != null' },
  covered: { level: 'silver', expression: 'facts.coverage > 80' },
  named: { level: 'gold', expression: "entity.metadata.name != 's7'" },
};

/** @param name - by which the tests tell them apart */
function rulesOf(
  name: string,
  options: {
    filter?: object;
    levels?: string[];
    checks?: Record<string, object>;
  } = {},
): ScorecardRules {
  const { filter = { 'spec.type': 'ai-service' } } = options;
  const pack = {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name: 'test', title: 'Test', version: '1.0.0' },
    spec: {
      filter,
      levels: (options.levels ?? levels).map(id => ({ id, title: id })),
      tracks: [{ id: 'all', title: 'All' }],
      checks: Object.entries(options.checks ?? checks).map(([id, check]) => ({
        id,
        title: id,
        description: 'It matters.',
        track: 'all',
        remediation: { text: 'Repair it.' },
        ...check,
      })),
    },
  };
  return {
    rules: compileRules([parseRulePack(JSON.stringify(pack), 'test.yaml')], {
      coverage: z.number(),
    }),
    hash: name,
    target: { level: 'silver', rank: 2 },
  };
}

const { assessed, ...withoutAssessed } = checks;
const variants = [
  rulesOf('base'),
  rulesOf('stricter', {
    checks: {
      ...checks,
      covered: { level: 'silver', expression: 'facts.coverage > 95' },
    },
  }),
  rulesOf('fewer', { checks: withoutAssessed }),
  rulesOf('more', {
    checks: {
      ...checks,
      experimental: {
        level: 'bronze',
        filter: { 'spec.lifecycle': 'experimental' },
        expression: 'has(assessment.id)',
      },
    },
  }),
  rulesOf('moved', {
    checks: { ...checks, lifecycle: { level: 'gold', expression: production } },
  }),
  rulesOf('narrower', {
    filter: { 'spec.type': 'ai-service', 'spec.lifecycle': 'production' },
  }),
  rulesOf('wider', { filter: { kind: 'Component' } }),
  rulesOf('lower', {
    levels: ['bronze', 'silver'],
    checks: {
      ...checks,
      named: { ...checks.named, level: 'silver' },
    },
  }),
];

const assessment: AssessmentFacts = {
  id: 'a',
  status: 'approved',
  pattern: 'monolith',
  recommendedPattern: 'monolith',
  stage: 'mvp',
  modelVersion: '1.0.0',
  author: 'user:default/ada',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  stale: [],
  highRisks: [],
};

/** Services whose inputs differ in all that rules look at. */
function createFleet(world: World): Entity[] {
  return Array.from({ length: 24 }, (_, i) => {
    const entityRef = refOf(`s${i}`);
    if (i % 3 > 0) {
      world.facts.set(entityRef, {
        coverage:
          i % 4 === 3
            ? { status: 'unknown', reason: 'The host is down.' }
            : { status: 'known', value: 75 + i },
      });
    }
    if (i % 2) {
      world.assessments.set(entityRef, { ...assessment, id: `a${i}` });
    }
    if (i % 5 === 0) {
      world.waivers.set(entityRef, [
        {
          id: `w${i}`,
          checkId: i % 2 ? 'covered' : 'assessed',
          reason: 'Later.',
          requestedBy: 'user:default/ada',
          approvedBy: 'user:default/eve',
          expiresAt: '2999-01-01T00:00:00.000Z',
        },
      ]);
    }
    return createService(`s${i}`, {
      spec: {
        type: i % 6 === 5 ? 'website' : 'ai-service',
        lifecycle: i % 4 === 1 ? 'experimental' : 'production',
        owner: 'search',
      },
    });
  });
}

const pairs = variants.flatMap((active, i) =>
  variants.filter((_, j) => i !== j).map(tried => [active, tried] as const),
);

describe('FleetComparison', () => {
  let knex: Knex;
  let world: World;
  let fleet: Entity[];
  let catalog: FakeCatalog;
  let engine: ReturnType<typeof createEngine>;
  /** By name of the rules that were active, then by entity. */
  const evaluated = new Map<string, Map<string, StoredScorecard>>();

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    world = new World();
    fleet = createFleet(world);
    catalog = new FakeCatalog(fleet);
    engine = createEngine({ knex, catalog, world });
    for (const rules of variants) {
      world.rules = rules;
      await engine.sync.run(new AbortController().signal);
      const scorecards = new Map<string, StoredScorecard>();
      for (const { metadata } of fleet) {
        const scorecard = await engine.scorecards.get(refOf(metadata.name));
        if (scorecard) {
          scorecards.set(scorecard.entityRef, scorecard);
        }
      }
      evaluated.set(rules.hash, scorecards);
    }
  });

  const tryOut = (
    active: ScorecardRules,
    tried: ScorecardRules,
  ): TriedRules => ({
    pack: { name: 'test', version: '1.0.0' },
    active,
    tried,
    warnings: [],
  });

  async function compare(
    rules: TriedRules,
    signal = new AbortController().signal,
  ): Promise<ComparedService[]> {
    const comparison = new FleetComparison({
      catalog: catalog.service,
      auth: mockServices.auth(),
      inputs: engine.inputs,
      logger: engine.logger,
    });
    const services: ComparedService[] = [];
    for await (const page of comparison.pages(rules, signal)) {
      services.push(...page.services);
    }
    return services;
  }

  it.each(pairs.map(([a, b]) => [a.hash, b.hash, a, b] as const))(
    'shows from %s to %s what the fleet comes to when the rules are really active',
    async (_from, _to, active, tried) => {
      const rules = tryOut(active, tried);
      const compared = new Map(
        (await compare(rules)).map(service => [service.entityRef, service]),
      );
      const checkIds = toPreviewRules(rules).checks.map(c => c.checkId);
      for (const { metadata } of fleet) {
        const entityRef = refOf(metadata.name);
        const before = evaluated.get(active.hash)!.get(entityRef);
        const after = evaluated.get(tried.hash)!.get(entityRef);
        const service = compared.get(entityRef);
        expect([service?.from, service?.to]).toEqual([
          before?.level,
          after?.level,
        ]);
        const differences = differencesBetween(
          { rules: active, scorecard: before },
          { rules: tried, scorecard: after },
        );
        expect(
          Object.fromEntries(
            service?.differences.map(([position, from, to, effect]) => [
              checkIds[position],
              [from ?? undefined, to ?? undefined, effect],
            ]) ?? [],
          ),
        ).toEqual(differences);
        expect(service?.kind).toBe(
          kindBetween(before, after, Object.keys(differences).length > 0),
        );
      }
    },
  );

  it('finds every kind of change among them', async () => {
    const kinds = new Set<PreviewChangeKind | undefined>();
    for (const [active, tried] of pairs) {
      const services = await compare(tryOut(active, tried));
      services.forEach(({ kind }) => kinds.add(kind));
    }
    expect([...kinds].sort()).toEqual([
      'added',
      'checks',
      'lowered',
      'raised',
      'removed',
      undefined,
    ]);
  });

  it('lists the checks of both, those of the lowest level first', () => {
    const [base, , fewer, more] = variants;
    const checksOf = (active: ScorecardRules, tried: ScorecardRules) =>
      toPreviewRules(tryOut(active, tried)).checks.map(
        ({ checkId, is }) => `${checkId} ${is}`,
      );
    expect(checksOf(fewer, more)).toEqual([
      'lifecycle kept',
      'experimental added',
      'assessed added',
      'covered kept',
      'named kept',
    ]);
    expect(checksOf(base, fewer)).toContain('assessed removed');
  });

  it('explains a level by the checks that another level needs', async () => {
    const [base, , , , moved] = variants;
    const rules = tryOut(moved, base);
    const { checks: compared } = toPreviewRules(rules);
    expect(compared[0]).toMatchObject({
      checkId: 'lifecycle',
      is: 'kept',
      moved: { from: 'gold', to: 'bronze' },
    });
    const lowered = (await compare(rules)).filter(
      ({ kind }) => kind === 'lowered',
    );
    expect(lowered.length).toBeGreaterThan(0);
    lowered.forEach(({ differences }) =>
      expect(differences).toContainEqual([0, 'fail', 'fail', -1]),
    );
  });

  it('leaves out what cannot be evaluated, as its scorecard stays as it is', async () => {
    const [base, stricter] = variants;
    const odd = createService('odd', {
      relations: [{ type: 'ownedBy', targetRef: 'not a reference' }],
    });
    catalog.put(odd);
    const services = await compare(tryOut(base, stricter));
    catalog.delete(refOf('odd'));
    expect(services).toHaveLength(20);
    expect(engine.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(refOf('odd')),
      expect.any(Error),
    );
  });

  it('ends when it is told to', async () => {
    const abort = new AbortController();
    catalog.beforeRequest = () => abort.abort(new Error('enough'));
    await expect(
      compare(tryOut(variants[0], variants[1]), abort.signal),
    ).rejects.toThrow('enough');
    catalog.beforeRequest = () => {};
  });
});

/** What rules come to for an entity. */
interface Outcome {
  rules: ScorecardRules;
  scorecard: StoredScorecard | undefined;
}

/** The states of each check that differs, and whether it is less in the way than before, or more. */
function differencesBetween(
  before: Outcome,
  after: Outcome,
): Record<string, (string | number | undefined)[]> {
  const resultsOf = ({ scorecard }: Outcome) => scorecard?.results ?? [];
  const stateOf = (outcome: Outcome, id: string) =>
    resultsOf(outcome).find(({ checkId }) => checkId === id)?.state;
  /** Position of the level that a check is in the way to. */
  const blockedBy = (outcome: Outcome, id: string) =>
    ['fail', 'unknown'].includes(stateOf(outcome, id) ?? '')
      ? levels.indexOf(
          outcome.rules.rules.checks.find(check => check.id === id)!.level,
        )
      : levels.length;
  const ids = [...resultsOf(before), ...resultsOf(after)].map(
    ({ checkId }) => checkId,
  );
  return Object.fromEntries(
    ids.flatMap(id => {
      const [from, to] = [stateOf(before, id), stateOf(after, id)];
      const effect = Math.sign(blockedBy(after, id) - blockedBy(before, id));
      return effect === 0 &&
        (from ?? 'not-applicable') === (to ?? 'not-applicable')
        ? []
        : [[id, [from, to, effect]]];
    }),
  );
}

function kindBetween(
  before: StoredScorecard | undefined,
  after: StoredScorecard | undefined,
  isDifferent: boolean,
): PreviewChangeKind | undefined {
  if (!before || !after) {
    return before ? 'removed' : after && 'added';
  }
  const step = levels.indexOf(after.level) - levels.indexOf(before.level);
  if (step === 0) {
    return isDifferent ? 'checks' : undefined;
  }
  return step > 0 ? 'raised' : 'lowered';
}
