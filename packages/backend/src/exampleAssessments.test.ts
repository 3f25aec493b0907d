import { stringifyEntityRef } from '@backstage/catalog-model';
import { Advice, Pattern } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  patterns,
  stages,
} from '@paved-road/plugin-paved-road-common/advisor';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScript } from './demo/assessments/script';
import {
  declaredPattern,
  ExampleCatalog,
  exampleFolder,
  ownerOf,
  platformTeam,
} from './__testUtils__/ExampleCatalog';

const catalog = new ExampleCatalog();
const file = join(exampleFolder, 'assessments.yaml');
const script = parseScript(readFileSync(file, 'utf8'), file);

describe('example assessments', () => {
  const of = (entityRef: string) =>
    script.filter(entry => entry.entityRef === entityRef);

  it('are of entities that exist, by people who may', () => {
    for (const { entityRef, author, reviewer } of script) {
      const entity = catalog.get(entityRef);
      expect(entity.kind).toMatch(/^(Component|System)$/);
      const groups = catalog.groupsOf(author);
      expect([
        `${author} assesses ${entityRef}`,
        groups.includes(ownerOf(entity)) || groups.includes(platformTeam),
      ]).toEqual([expect.any(String), true]);
      expect(catalog.groupsOf(reviewer)).toContain(platformTeam);
    }
  });

  it('cover most components and one system', () => {
    const unassessed = catalog.aiComponents.filter(
      component => of(stringifyEntityRef(component)).length === 0,
    );
    expect(unassessed.length).toBeGreaterThanOrEqual(4);
    expect(unassessed.length).toBeLessThanOrEqual(5);
    expect(
      script.filter(({ entityRef }) => entityRef.startsWith('system:')),
    ).toHaveLength(1);
  });

  it('are in every state, one by way of being superseded', () => {
    expect(new Set(script.map(({ status }) => status))).toEqual(
      new Set(['draft', 'submitted', 'approved', 'rejected']),
    );
    const approvals = (entityRef: string) =>
      of(entityRef).filter(({ status }) => status === 'approved').length;
    expect(approvals('component:default/product-recommender')).toBe(3);
  });

  it('give the service owner one service of each kind to look at', () => {
    const [team] = catalog.groupsOf('user:default/sam.owner');
    const last = catalog.aiComponents
      .filter(component => ownerOf(component) === team)
      .map(component => of(stringifyEntityRef(component)).at(-1)?.status);
    expect(last).toEqual(
      expect.arrayContaining([undefined, 'draft', 'approved']),
    );
  });

  it('say why a decision was made, where somebody was asked to review it', () => {
    const silent = script.filter(
      ({ status, decision }) =>
        status !== 'draft' &&
        decision &&
        !('rationale' in decision && decision.rationale),
    );
    expect(silent).toEqual([]);
  });

  it('comment only where somebody reviews', () => {
    const lost = script.filter(
      ({ status, comment }) =>
        comment !== undefined && !['approved', 'rejected'].includes(status),
    );
    expect(lost).toEqual([]);
  });

  it('decide for every pattern, sometimes against what the catalog says', () => {
    const approved = new Map<string, Pattern>();
    for (const { entityRef, status, decision } of script) {
      if (status === 'approved' && decision) {
        approved.set(entityRef, decision.pattern);
      }
    }
    expect(new Set(approved.values())).toEqual(new Set(patterns));

    const contradicted = [...approved].filter(([entityRef, decided]) => {
      const declared = declaredPattern(catalog.get(entityRef));
      return declared !== undefined && declared !== decided;
    });
    expect(contradicted.map(([entityRef]) => entityRef)).toEqual([
      'component:default/intent-classifier',
      'component:default/basket-completion',
      'component:default/model-card-linter',
    ]);
  });

  it('leave some answers open', () => {
    const groups = ['team', 'product', 'workload', 'growth'] as const;
    const open = script.filter(({ profile }) =>
      groups.some(group => profile[group] === undefined),
    );
    expect(open.length).toBeGreaterThanOrEqual(3);
  });

  it('are advised every pattern, at every stage', () => {
    const recommendations = script.map(
      ({ profile }) => advise({ profile }).recommendation,
    );
    const advised = (
      value: (recommendation: Advice['recommendation']) => unknown,
    ) => new Set(recommendations.map(value));
    expect(advised(({ pattern }) => pattern)).toEqual(new Set(patterns));
    expect(advised(({ stage }) => stage)).toEqual(new Set(stages));
    expect(advised(({ tooClose }) => tooClose)).toEqual(new Set([true, false]));
  });

  it('override the advice where the story is about that, and nowhere else', () => {
    const overrides = script.flatMap(({ entityRef, profile, decision }) => {
      const { recommendation, risks } = advise({ profile, decision });
      if (!decision || decision.pattern === recommendation.pattern) {
        return [];
      }
      const chosen = risks
        .filter(({ subject }) => subject.kind === 'chosen')
        .map(({ id, severity }) => `${id} (${severity})`);
      return [
        `${entityRef}: ${recommendation.pattern} > ${decision.pattern}: ${chosen.join(', ')}`,
      ];
    });
    expect(overrides).toEqual([
      'component:default/escalation-router: monolith > microservices: premature-microservices (high)',
      'component:default/dialogue-summarizer: microservices > serverless: serverless-cost-surprise (high), cold-start-exposure (medium)',
      'component:default/sentiment-monitor: hybrid > monolith: monolithic-quicksand (high)',
      'component:default/document-redactor: monolith > microservices: premature-microservices (high)',
      'component:default/query-rewriter: monolith > serverless: serverless-cost-surprise (high), cold-start-exposure (low)',
      'component:default/dynamic-pricing: monolith > microservices: premature-microservices (high)',
    ]);
  });
});
