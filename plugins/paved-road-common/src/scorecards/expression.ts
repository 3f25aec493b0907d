import {
  Environment,
  EvaluationError,
  ObjectSchema,
} from '@marcbachmann/cel-js';
import { Entity } from '@backstage/catalog-model';
import { Subject } from './subject';

/** The value of an expression, or why it has none. */
export type Outcome<T> =
  { status: 'value'; value: T } | { status: 'unknown'; reason: string };

/** An expression that has passed its type check. */
export interface CompiledExpression {
  evaluate(variables: Variables): Outcome<unknown>;
}

/** A compiled expression, or why it is none. */
export type Compilation =
  | { status: 'compiled'; expression: CompiledExpression }
  | { status: 'invalid'; reason: string };

/** The variables that expressions see, see {@link toVariables}. */
export type Variables = Record<
  'entity' | 'relations' | 'assessment' | 'facts' | 'now',
  unknown
>;

/** Far above what a rule needs, low enough that no pack can slow an evaluation down. */
const limits = {
  maxAstNodes: 500,
  maxDepth: 32,
  maxListElements: 100,
  maxMapEntries: 100,
  maxCallArguments: 8,
};

const entityFields: ObjectSchema = {
  apiVersion: 'string',
  kind: 'string',
  metadata: {
    uid: 'string',
    name: 'string',
    namespace: 'string',
    title: 'string',
    description: 'string',
    labels: 'map<string, string>',
    annotations: 'map<string, string>',
    tags: 'list<string>',
    links: 'list<map<string, string>>',
  },
  spec: 'map<string, dyn>',
};

const relationFields: ObjectSchema = {
  type: 'string',
  targetRef: 'string',
  target: {
    kind: 'string',
    namespace: 'string',
    name: 'string',
    type: 'string',
  },
};

const assessmentFields: ObjectSchema = {
  id: 'string',
  status: 'string',
  pattern: 'string',
  recommendedPattern: 'string',
  stage: 'string',
  modelVersion: 'string',
  author: 'string',
  createdAt: 'google.protobuf.Timestamp',
  updatedAt: 'google.protobuf.Timestamp',
  approvedAt: 'google.protobuf.Timestamp',
  ageDays: 'int',
  stale: 'list<string>',
  highRisks: 'list<string>',
};

function declare(
  environment: Environment,
  types: { entity: string; relations: string; assessment: string },
): Environment {
  return environment
    .registerVariable('entity', types.entity)
    .registerVariable('relations', types.relations)
    .registerVariable('assessment', types.assessment)
    .registerVariable('facts', 'map<string, dyn>')
    .registerVariable('now', 'google.protobuf.Timestamp')
    .registerFunction(
      `annotation(${types.entity}, string): string`,
      (entity: Entity, name: string) =>
        entity.metadata.annotations?.[name] ?? '',
    )
    .registerFunction(
      `links(${types.entity}, string): list<string>`,
      (entity: Entity, type: string) =>
        (entity.metadata.links ?? [])
          .filter(link => link.type === type)
          .map(link => link.url),
    );
}

/*
 * Two environments: expressions are checked against declared types, so that a misspelt field stops
 * the load, and run on plain values, since CEL has no type for "an Assessment or null" and a field
 * of an entity may always be absent.
 */
const checking = declare(
  new Environment({ homogeneousAggregateLiterals: false, limits })
    .registerType({ name: 'Entity', schema: entityFields })
    .registerType({ name: 'Relation', schema: relationFields })
    .registerType({ name: 'Assessment', schema: assessmentFields })
    .registerOperator('Assessment == null', (a, b) => a === b),
  {
    entity: 'Entity',
    relations: 'list<Relation>',
    assessment: 'Assessment',
  },
);

const running = declare(
  new Environment({ homogeneousAggregateLiterals: false, limits }),
  { entity: 'dyn', relations: 'list<dyn>', assessment: 'dyn' },
);

const day = 24 * 60 * 60 * 1000;

/**
 * The variables of rules, from a subject. `assessment` is null when there is none. `assessment.ageDays`
 * is the number of whole days since it was approved, or last changed while it is not.
 */
export function toVariables(subject: Subject): Variables {
  const { entity, relations, assessment, facts, now } = subject;
  if (!assessment) {
    return { entity, relations, facts, now, assessment: null };
  }
  const { createdAt, updatedAt, approvedAt, ...rest } = assessment;
  const since = new Date(approvedAt ?? updatedAt);
  const age = Math.max(0, Math.floor((now.getTime() - since.getTime()) / day));
  return {
    entity,
    relations,
    facts,
    now,
    assessment: {
      ...rest,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
      ...(approvedAt && { approvedAt: new Date(approvedAt) }),
      ageDays: BigInt(age),
    },
  };
}

function position(expression: string, offset: number): string {
  const before = expression.slice(0, offset).split('\n');
  return `${before.length}:${before[before.length - 1].length + 1}`;
}

/** What an error of the CEL library says, and where; it may also throw errors of other kinds. */
function explain(expression: string, error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { summary, range } = error as Partial<EvaluationError>;
  return range
    ? `${summary} (at ${position(expression, range.start)})`
    : error.message;
}

/**
 * Parses and type-checks an expression; the reason why it is invalid has its line and column within
 * the expression.
 *
 * @param type - what it must result in: a `bool`, or `any` value
 */
export function compileExpression(
  expression: string,
  type: 'bool' | 'any',
): Compilation {
  const checked = checking.check(expression);
  if (!checked.valid) {
    return { status: 'invalid', reason: explain(expression, checked.error) };
  }
  if (type === 'bool' && checked.type !== 'bool' && checked.type !== 'dyn') {
    return {
      status: 'invalid',
      reason: `must result in bool, results in ${checked.type} (at 1:1)`,
    };
  }
  const run = running.parse(expression);
  return {
    status: 'compiled',
    expression: {
      evaluate(variables) {
        try {
          return { status: 'value', value: run(variables) };
        } catch (error) {
          return { status: 'unknown', reason: explain(expression, error) };
        }
      },
    },
  };
}

/** Length at which evidence is cut, in characters. */
const maxTextLength = 200;

function format(value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return 'none';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return value.length ? value.map(format).join(', ') : 'none';
  }
  if (typeof value === 'object') {
    return JSON.stringify(value, (_, item) =>
      typeof item === 'bigint' ? Number(item) : item,
    );
  }
  return String(value);
}

/** The value of an expression as one short line. */
export function toText(value: unknown): string {
  const line = format(value).replace(/\s+/g, ' ');
  return line.length > maxTextLength
    ? `${line.slice(0, maxTextLength - 1)}…`
    : line;
}
