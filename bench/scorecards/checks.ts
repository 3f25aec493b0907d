/*
 * Twenty checks in the languages of both engines: as an expression over the entity, and as a fact with a condition. Every
 * fact has a value, because json-rules-engine silently skips a check without its fact.
 */
import { Entity } from '@backstage/catalog-model';

export type Value = boolean | number | string;

type Condition =
  | { fact: string; operator: string; value: Value | Value[] }
  | { any: Condition[] };

/** What facts are read from. */
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

const getAnnotation = ({ entity }: FactSource, key: string) =>
  entity.metadata.annotations?.[key] ?? '';

const findTargets = ({ entity }: FactSource, ...types: string[]) =>
  (entity.relations ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ targetRef }) => targetRef);

const toText = (value: unknown) => (typeof value === 'string' ? value : '');

/** An annotation is there. */
function annotated(base: CheckBase, key: string): Check {
  const fact = `has-${base.id}`;
  return {
    ...base,
    expression: `annotation(entity, '${key}') != ''`,
    evidence: `annotation(entity, '${key}')`,
    facts: { [fact]: source => getAnnotation(source, key) !== '' },
    condition: { fact, operator: 'equal', value: true },
  };
}

/** An annotation has one of some values. */
function annotatedWith(base: CheckBase, key: string, values: string[]): Check {
  return {
    ...base,
    expression: `annotation(entity, '${key}') in [${values
      .map(value => `'${value}'`)
      .join(', ')}]`,
    evidence: `annotation(entity, '${key}')`,
    facts: { [base.id]: source => getAnnotation(source, key) },
    condition: { fact: base.id, operator: 'in', value: values },
  };
}

/** There is a link of a type. */
function linked(base: CheckBase, type: string): Check {
  const fact = `has-${base.id}`;
  return {
    ...base,
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
function related(base: CheckBase, type: string): Check {
  const fact = `has-${base.id}`;
  return {
    ...base,
    expression: `relations.exists(r, r.type == '${type}')`,
    evidence: `relations.filter(r, r.type == '${type}').map(r, r.targetRef)`,
    facts: { [fact]: source => findTargets(source, type).length > 0 },
    condition: { fact, operator: 'equal', value: true },
  };
}

const bronze = { level: 'bronze' } as const;
const silver = { level: 'silver' } as const;
const gold = { level: 'gold' } as const;
const ownership = { track: 'ownership' } as const;
const delivery = { track: 'delivery' } as const;
const safety = { track: 'safety' } as const;

export const checks: Check[] = [
  {
    ...bronze,
    ...ownership,
    id: 'owner-is-group',
    title: 'Owned by a group',
    expression:
      "relations.exists(r, r.type == 'ownedBy' && r.target.kind == 'group')",
    evidence: "relations.filter(r, r.type == 'ownedBy').map(r, r.targetRef)",
    facts: {
      'owner-kind': source =>
        (findTargets(source, 'ownedBy')[0] ?? '').split(':')[0],
    },
    condition: { fact: 'owner-kind', operator: 'equal', value: 'group' },
  },
  {
    ...bronze,
    ...ownership,
    id: 'owner-exists',
    title: 'Owner is in the catalog',
    expression: "relations.exists(r, r.type == 'ownedBy' && r.target.exists)",
    evidence: "relations.filter(r, r.type == 'ownedBy').map(r, r.targetRef)",
    facts: {
      'owner-is-known': source =>
        findTargets(source, 'ownedBy').some(source.exists),
    },
    condition: { fact: 'owner-is-known', operator: 'equal', value: true },
  },
  {
    ...bronze,
    ...ownership,
    id: 'has-title',
    title: 'Has a title',
    expression: 'has(entity.metadata.title)',
    evidence: "has(entity.metadata.title) ? entity.metadata.title : ''",
    facts: { titled: ({ entity }) => entity.metadata.title !== undefined },
    condition: { fact: 'titled', operator: 'equal', value: true },
  },
  {
    ...bronze,
    ...ownership,
    id: 'has-description',
    title: 'Description',
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
    ...bronze,
    ...ownership,
    id: 'has-tags',
    title: 'Is tagged',
    expression: 'has(entity.metadata.tags) && size(entity.metadata.tags) >= 2',
    evidence: 'has(entity.metadata.tags) ? entity.metadata.tags : []',
    facts: { tags: ({ entity }) => (entity.metadata.tags ?? []).length },
    condition: { fact: 'tags', operator: 'greaterThanInclusive', value: 2 },
  },
  {
    ...bronze,
    ...ownership,
    id: 'known-lifecycle',
    title: 'Lifecycle stage',
    expression:
      "has(entity.spec.lifecycle) && entity.spec.lifecycle in ['experimental', 'production', 'deprecated']",
    evidence: "has(entity.spec.lifecycle) ? entity.spec.lifecycle : ''",
    facts: { lifecycle: ({ entity }) => toText(entity.spec?.lifecycle) },
    condition: {
      fact: 'lifecycle',
      operator: 'in',
      value: ['experimental', 'production', 'deprecated'],
    },
  },
  related(
    { ...bronze, ...ownership, id: 'system', title: 'System membership' },
    'partOf',
  ),
  annotated(
    { ...bronze, ...delivery, id: 'source', title: 'Source location' },
    'backstage.io/source-location',
  ),
  annotatedWith(
    { ...silver, ...delivery, id: 'pattern', title: 'Declared pattern' },
    'paved-road.io/pattern',
    ['monolith', 'microservices', 'serverless', 'hybrid'],
  ),
  annotated(
    { ...silver, ...delivery, id: 'documentation', title: 'Is documented' },
    'backstage.io/techdocs-ref',
  ),
  linked(
    { ...silver, ...delivery, id: 'runbook', title: 'Runbook is linked' },
    'runbook',
  ),
  linked(
    { ...silver, ...delivery, id: 'dashboard', title: 'Dashboard is linked' },
    'dashboard',
  ),
  annotated(
    { ...silver, ...delivery, id: 'on-call', title: 'Somebody is on call' },
    'pagerduty.com/service-id',
  ),
  annotatedWith(
    { ...silver, ...safety, id: 'data-class', title: 'Data is classified' },
    'example.com/data-classification',
    ['public', 'internal', 'confidential'],
  ),
  related(
    { ...silver, ...delivery, id: 'api', title: 'Provided API' },
    'providesApi',
  ),
  {
    ...gold,
    ...delivery,
    id: 'few-dependencies',
    title: 'Depends on few others',
    expression:
      "size(relations.filter(r, r.type in ['dependsOn', 'consumesApi'])) <= 2",
    evidence:
      "relations.filter(r, r.type in ['dependsOn', 'consumesApi']).map(r, r.targetRef)",
    facts: {
      dependencies: source =>
        findTargets(source, 'dependsOn', 'consumesApi').length,
    },
    condition: {
      fact: 'dependencies',
      operator: 'lessThanInclusive',
      value: 2,
    },
  },
  {
    ...gold,
    ...delivery,
    id: 'tier-in-production',
    title: 'Has a tier in production',
    expression:
      "(has(entity.spec.lifecycle) && entity.spec.lifecycle != 'production') || annotation(entity, 'example.com/tier') != ''",
    evidence: "annotation(entity, 'example.com/tier')",
    facts: {
      stage: ({ entity }) => toText(entity.spec?.lifecycle),
      tier: source => getAnnotation(source, 'example.com/tier'),
    },
    condition: {
      any: [
        { fact: 'stage', operator: 'notEqual', value: 'production' },
        { fact: 'tier', operator: 'notEqual', value: '' },
      ],
    },
  },
  annotatedWith(
    { ...gold, ...delivery, id: 'runtime', title: 'Runtime is supported' },
    'example.com/runtime',
    ['python-3.14', 'node-24'],
  ),
  annotated(
    { ...gold, ...safety, id: 'model-card', title: 'Model has a card' },
    'example.com/model-card',
  ),
  annotated(
    { ...gold, ...safety, id: 'threat-model', title: 'Threats are known' },
    'example.com/threat-model',
  ),
];
