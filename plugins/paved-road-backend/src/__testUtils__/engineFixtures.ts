import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  FactOutcome,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { z } from 'zod';
import { ScorecardRules } from '../rules/types';

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
  options: {
    version?: string;
    /** Of the check `other`. */
    check?: string;
    /** A check to leave out. */
    without?: string;
    filter?: object;
  } = {},
): ScorecardRules {
  const {
    version = '1.0.0',
    check = "entity.metadata.name != ''",
    filter = { kind: 'Component', 'spec.type': 'ai-service' },
  } = options;
  const checks = {
    lifecycle: "entity.spec.lifecycle == 'production'",
    model:
      "relations.exists(r, has(r.target.type) && r.target.type == 'model')",
    assessed: "assessment != null && assessment.status == 'approved'",
    covered: 'facts.coverage > 80',
    other: check,
  };
  const template = {
    ref: 'template:default/model',
    values: { name: 'entity.metadata.name' },
  };
  const pack = {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name: 'test', title: 'Test', version },
    spec: {
      filter,
      levels: [
        { id: 'bronze', title: 'Bronze' },
        { id: 'silver', title: 'Silver' },
      ],
      tracks: [{ id: 'all', title: 'All' }],
      checks: Object.entries(checks)
        .filter(([id]) => id !== options.without)
        .map(([id, expression]) => ({
          id,
          title: id,
          description: 'It matters.',
          track: 'all',
          level: id === 'lifecycle' ? 'bronze' : 'silver',
          expression,
          remediation: {
            text: 'Repair it.',
            template: id === 'model' ? template : undefined,
          },
        })),
    },
  };
  return {
    rules: compileRules([parseRulePack(JSON.stringify(pack), 'test.yaml')], {
      coverage: z.number(),
    }),
    hash: `${version} ${check}`,
    target: { level: 'silver', rank: 2 },
  };
}

/** What evaluations depend on beside the catalog. */
export class World {
  readonly facts = new Map<string, Record<string, FactOutcome>>();
  readonly assessments = new Map<string, AssessmentFacts>();
  readonly waivers = new Map<string, WaiverFacts[]>();
  rules = createRules();
  /** Called while the inputs of a page are read. */
  whileReading: () => void | Promise<void> = () => {};

  readonly assessmentSource = {
    factsFor: async () => {
      await this.whileReading();
      return new Map(this.assessments);
    },
  };

  readonly waiverSource = { inForce: async () => new Map(this.waivers) };

  current(): ScorecardRules {
    return this.rules;
  }

  async sync(): Promise<void> {}

  async describe() {
    return { items: [], inactive: [], facts: [] };
  }

  async versionsFor() {
    return new Map(
      [...this.facts].map(([ref, facts]) => [ref, JSON.stringify(facts)]),
    );
  }

  async factsFor() {
    return this.facts;
  }

  async expect(): Promise<void> {}

  async remove(entityRefs: string[]): Promise<void> {
    entityRefs.forEach(ref => this.facts.delete(ref));
  }
}
