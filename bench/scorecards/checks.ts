/*
 * Twenty checks in the languages of both engines: as an expression over the entity, and as a fact with a condition. Every
 * fact has a value, because json-rules-engine silently skips a check without its fact.
 */
import { Entity } from '@backstage/catalog-model';

export type Value = boolean | number | string;

type Condition =
  | { fact: string; operator: string; value: Value | Value[] }
  | { any: Condition[] };

export interface FactSource {
  entity: Entity;
  /** Whether a reference is in the catalog. */
  exists(entityRef: string): boolean;
}

interface Check {
  id: string;
  title: string;
  level: 'bronze' | 'silver' | 'gold';
  track: 'ownership' | 'delivery' | 'safety';
  expression: string;
  evidence: string;
  facts: Record<string, (source: FactSource) => Value>;
  condition: Condition;
}

type CheckBase = Pick<Check, 'id' | 'title' | 'level' | 'track'>;

const annotationOrEmpty = ({ entity }: FactSource, key: string) =>
  entity.metadata.annotations?.[key] ?? '';

const listTargetRefs = ({ entity }: FactSource, ...types: string[]) =>
  (entity.relations ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ targetRef }) => targetRef);

const textOrEmpty = (value: unknown) =>
  typeof value === 'string' ? value : '';

/** An annotation is there. */
function annotated(about: CheckBase, key: string): Check {
  const fact = `has-${about.id}`;
  return {
    ...about,
    expression: `annotation(entity, '${key}') != ''`,
    evidence: `annotation(entity, '${key}')`,
    facts: { [fact]: source => annotationOrEmpty(source, key) !== '' },
    condition: { fact, operator: 'equal', value: true },
  };
}

function annotatedWith(about: CheckBase, key: string, values: string[]): Check {
  return {
    ...about,
    expression: `annotation(entity, '${key}') in [${values
      .map(value => `'${value}'`)
      .join(', ')}]`,
    evidence: `annotation(entity, '${key}')`,
    facts: { [about.id]: source => annotationOrEmpty(source, key) },
    condition: { fact: about.id, operator: 'in', value: values },
  };
}

function linked(about: CheckBase, type: string): Check {
  const fact = `has-${about.id}`;
  return {
    ...about,
    expression: `size(links(entity, '${type}')) > 0`,
    evidence: `links(entity, '${type}')`,
    facts: {
      [fact]: ({ entity }) =>
        (entity.metadata.links ?? []).some(link => link.type === type),
    },
    condition: { fact, operator: 'equal', value: true },
  };
}

/** There is a relation of a type. */
function related(about: CheckBase, type: string): Check {
  const fact = `has-${about.id}`;
  return {
    ...about,
    expression: `relations.exists(r, r.type == '${type}')`,
    evidence: `relations.filter(r, r.type == '${type}').map(r, r.targetRef)`,
    facts: { [fact]: source => listTargetRefs(source, type).length > 0 },
    condition: { fact, operator: 'equal', value: true },
  };
}

const base = (
  level: Check['level'],
  track: Check['track'],
  id: string,
  title: string,
): CheckBase => ({ id, title, level, track });

export const checks: Check[] = [
  {
    ...base('bronze', 'ownership', 'owner-is-group', 'Owned by a group'),
    expression:
      "relations.exists(r, r.type == 'ownedBy' && r.target.kind == 'group')",
    evidence: "relations.filter(r, r.type == 'ownedBy').map(r, r.targetRef)",
    facts: {
      'owner-kind': source =>
        (listTargetRefs(source, 'ownedBy')[0] ?? '').split(':')[0],
    },
    condition: { fact: 'owner-kind', operator: 'equal', value: 'group' },
  },
  {
    ...base('bronze', 'ownership', 'owner-exists', 'Owner is in the catalog'),
    expression: "relations.exists(r, r.type == 'ownedBy' && r.target.exists)",
    evidence: "relations.filter(r, r.type == 'ownedBy').map(r, r.targetRef)",
    facts: {
      'owner-is-known': source =>
        listTargetRefs(source, 'ownedBy').some(source.exists),
    },
    condition: { fact: 'owner-is-known', operator: 'equal', value: true },
  },
  {
    ...base('bronze', 'ownership', 'has-title', 'Has a title'),
    expression: 'has(entity.metadata.title)',
    evidence: "has(entity.metadata.title) ? entity.metadata.title : ''",
    facts: { titled: ({ entity }) => entity.metadata.title !== undefined },
    condition: { fact: 'titled', operator: 'equal', value: true },
  },
  {
    ...base('bronze', 'ownership', 'has-description', 'Description'),
    expression:
      'has(entity.metadata.description) && size(entity.metadata.description) >= 20',
    evidence:
      "has(entity.metadata.description) ? entity.metadata.description : ''",
    facts: {
      'description-length': ({ entity }) =>
        (entity.metadata.description ?? '').length,
    },
    condition: {
      fact: 'description-length',
      operator: 'greaterThanInclusive',
      value: 20,
    },
  },
  {
    ...base('bronze', 'ownership', 'has-tags', 'Is tagged'),
    expression: 'has(entity.metadata.tags) && size(entity.metadata.tags) >= 2',
    evidence: 'has(entity.metadata.tags) ? entity.metadata.tags : []',
    facts: { tags: ({ entity }) => (entity.metadata.tags ?? []).length },
    condition: { fact: 'tags', operator: 'greaterThanInclusive', value: 2 },
  },
  {
    ...base('bronze', 'ownership', 'known-lifecycle', 'Lifecycle stage'),
    expression:
      "has(entity.spec.lifecycle) && entity.spec.lifecycle in ['experimental', 'production', 'deprecated']",
    evidence: "has(entity.spec.lifecycle) ? entity.spec.lifecycle : ''",
    facts: { lifecycle: ({ entity }) => textOrEmpty(entity.spec?.lifecycle) },
    condition: {
      fact: 'lifecycle',
      operator: 'in',
      value: ['experimental', 'production', 'deprecated'],
    },
  },
  related(base('bronze', 'ownership', 'system', 'System membership'), 'partOf'),
  annotated(
    base('bronze', 'delivery', 'source', 'Source location'),
    'backstage.io/source-location',
  ),
  annotatedWith(
    base('silver', 'delivery', 'pattern', 'Declared pattern'),
    'paved-road.io/pattern',
    ['monolith', 'microservices', 'serverless', 'hybrid'],
  ),
  annotated(
    base('silver', 'delivery', 'documentation', 'Is documented'),
    'backstage.io/techdocs-ref',
  ),
  linked(base('silver', 'delivery', 'runbook', 'Runbook is linked'), 'runbook'),
  linked(
    base('silver', 'delivery', 'dashboard', 'Dashboard is linked'),
    'dashboard',
  ),
  annotated(
    base('silver', 'delivery', 'on-call', 'Somebody is on call'),
    'pagerduty.com/service-id',
  ),
  annotatedWith(
    base('silver', 'safety', 'data-class', 'Data is classified'),
    'example.com/data-classification',
    ['public', 'internal', 'confidential'],
  ),
  related(base('silver', 'delivery', 'api', 'Provided API'), 'providesApi'),
  {
    ...base('gold', 'delivery', 'few-dependencies', 'Depends on few others'),
    expression:
      "size(relations.filter(r, r.type in ['dependsOn', 'consumesApi'])) <= 2",
    evidence:
      "relations.filter(r, r.type in ['dependsOn', 'consumesApi']).map(r, r.targetRef)",
    facts: {
      dependencies: source =>
        listTargetRefs(source, 'dependsOn', 'consumesApi').length,
    },
    condition: {
      fact: 'dependencies',
      operator: 'lessThanInclusive',
      value: 2,
    },
  },
  {
    ...base(
      'gold',
      'delivery',
      'tier-in-production',
      'Has a tier in production',
    ),
    expression:
      "(has(entity.spec.lifecycle) && entity.spec.lifecycle != 'production') || annotation(entity, 'example.com/tier') != ''",
    evidence: "annotation(entity, 'example.com/tier')",
    facts: {
      stage: ({ entity }) => textOrEmpty(entity.spec?.lifecycle),
      tier: source => annotationOrEmpty(source, 'example.com/tier'),
    },
    condition: {
      any: [
        { fact: 'stage', operator: 'notEqual', value: 'production' },
        { fact: 'tier', operator: 'notEqual', value: '' },
      ],
    },
  },
  annotatedWith(
    base('gold', 'delivery', 'runtime', 'Runtime is supported'),
    'example.com/runtime',
    ['python-3.14', 'node-24'],
  ),
  annotated(
    base('gold', 'safety', 'model-card', 'Model has a card'),
    'example.com/model-card',
  ),
  annotated(
    base('gold', 'safety', 'threat-model', 'Threats are known'),
    'example.com/threat-model',
  ),
];
