import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  compileRules,
  FactOutcome,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { createScorecardEngine } from '../evaluation/createScorecardEngine';
import { ScorecardRules } from '../rules/types';
import { FakeCatalog } from './FakeCatalog';

/** A component that the rules of {@link createRules} select. */
export function createService(
  name: string,
  overrides: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', title: `Service ${name}` },
    spec: { type: 'ai-service', lifecycle: 'production' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/search' },
      { type: 'dependsOn', targetRef: 'resource:default/model' },
    ],
    ...overrides,
  };
}

export function createServices(count: number): Entity[] {
  return Array.from({ length: count }, (_, i) => createService(`s${i}`));
}

export const refOf = (name: string) => `component:default/${name}`;

/** Rules with a check for each kind of input. */
export function createRules(
  options: { version?: string; check?: string } = {},
): ScorecardRules {
  const { version = '1.0.0', check = "entity.metadata.name != ''" } = options;
  const checks = {
    lifecycle: "entity.spec.lifecycle == 'production'",
    model:
      "relations.exists(r, has(r.target.type) && r.target.type == 'model')",
    assessed: "assessment != null && assessment.status == 'approved'",
    covered: 'facts.coverage > 80',
    other: check,
  };
  const pack = {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name: 'test', title: 'Test', version },
    spec: {
      filter: { kind: 'Component', 'spec.type': 'ai-service' },
      levels: [
        { id: 'bronze', title: 'Bronze' },
        { id: 'silver', title: 'Silver' },
      ],
      tracks: [{ id: 'all', title: 'All' }],
      checks: Object.entries(checks).map(([id, expression]) => ({
        id,
        title: id,
        description: 'It matters.',
        track: 'all',
        level: id === 'lifecycle' ? 'bronze' : 'silver',
        expression,
        remediation: { text: 'Repair it.' },
      })),
    },
  };
  return {
    rules: compileRules([parseRulePack(JSON.stringify(pack), 'test.yaml')], {
      coverage: z.number(),
    }),
    digest: `${version} ${check}`,
    target: { level: 'silver', rank: 2 },
  };
}

/** One back end, without its HTTP side. Several of them may share a database, a catalog and a world. */
export function createEngine(options: {
  knex: Knex;
  catalog: FakeCatalog;
  world?: World;
  now?: () => DateTime;
}) {
  const { knex, catalog, world = new World(), now } = options;
  const logger = mockServices.logger.mock();
  const engine = createScorecardEngine({
    knex,
    catalog: catalog.service,
    auth: mockServices.auth(),
    logger,
    rules: world,
    facts: {
      factsFor: async () => world.facts,
      expect: async () => {},
      remove: async refs => {
        refs.forEach(ref => world.facts.delete(ref));
      },
    },
    assessments: { factsFor: async () => world.assessments },
    now,
    firstWaitMs: 1,
  });
  return { ...engine, logger };
}

/** What evaluations depend on beside the catalog. */
export class World {
  readonly facts = new Map<string, Record<string, FactOutcome>>();
  readonly assessments = new Map<string, AssessmentFacts>();
  rules = createRules();

  current(): ScorecardRules {
    return this.rules;
  }

  async sync(): Promise<void> {}

  async describe() {
    return { items: [], inactive: [], facts: [] };
  }
}
