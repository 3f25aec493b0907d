import { Environment } from '@marcbachmann/cel-js';
import { Probe } from '../rulePack';
import { kindTable } from '../findings/kinds';
import { boundTypes } from './boundTypes';
import { declareFactTypes, FactSchemas, factsType } from './factTypes';
import { expressionFunctions, TypeNames } from './functions';

/** Maximum length, for fast parsing without a stack overflow. */
const limits = {
  maxAstNodes: 500,
  maxDepth: 32,
  maxListElements: 100,
  maxMapEntries: 100,
  maxCallArguments: 8,
};

const options = { homogeneousAggregateLiterals: false, limits };

const timestamp = 'google.protobuf.Timestamp';

/** The fields that rules see with their CEL types, by object type. */
const objectTypes: Record<string, Record<string, string>> = {
  Metadata: {
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
  Entity: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'Metadata',
    spec: 'map<string, dyn>',
  },
  RelationTarget: {
    kind: 'string',
    namespace: 'string',
    name: 'string',
    /** Whether the target is in the catalog. */
    exists: 'bool',
    /** `spec.type`, if any. */
    type: 'string',
  },
  Relation: { type: 'string', targetRef: 'string', target: 'RelationTarget' },
  AssessmentMeasured: { holds: 'bool', pattern: 'string', since: timestamp },
  Assessment: {
    id: 'string',
    status: 'string',
    pattern: 'string',
    recommendedPattern: 'string',
    stage: 'string',
    modelVersion: 'string',
    author: 'string',
    createdAt: timestamp,
    updatedAt: timestamp,
    approvedAt: timestamp,
    ageDays: 'int',
    stale: 'list<string>',
    highRisks: 'list<string>',
    /** Absent until it has been computed. */
    standing: 'string',
    /** Absent without relevant measurements. */
    measured: 'AssessmentMeasured',
  },
};

/** A value that a subject may have. */
const settingType = 'Setting';

const toFindingType = (kind: string) => `Finding.${kind}`;

/** The type of a finding of each kind, by its name. */
const findingTypes: [string, Record<string, string>][] = [
  [settingType, { exists: 'bool', value: 'dyn' }],
  ...Object.entries(kindTable).map(
    ([kind, { fields }]): [string, Record<string, string>] => [
      toFindingType(kind),
      {
        subject: 'string',
        file: 'string',
        line: 'double',
        source: 'string',
        ...Object.fromEntries(
          Object.entries(fields).map(([name, { type }]) => [
            name,
            { setting: settingType, flag: 'bool', text: 'string' }[type],
          ]),
        ),
      },
    ],
  ),
];

function declareFunctions(
  environment: Environment,
  types: TypeNames,
): Environment {
  for (const { signature, handler, description } of expressionFunctions) {
    environment.registerFunction(signature(types), handler, {
      async: false,
      description,
    });
  }
  return environment;
}

function declareVariables(
  environment: Environment,
  types: TypeNames & { facts: string; finding(kind: string): string },
): Environment {
  for (const [kind, { title }] of Object.entries(kindTable)) {
    environment.registerVariable(kind, `list<${types.finding(kind)}>`, {
      description: `Findings in the repository: ${title}.`,
    });
  }
  return declareFunctions(environment, types)
    .registerVariable('entity', types.entity, {
      description: 'The catalog entity.',
    })
    .registerVariable('relations', types.relations, {
      description: 'Its relations with data of their targets.',
    })
    .registerVariable('assessment', types.assessment, {
      description:
        'The current assessment: the approved one, else the submitted one, else the newest; null without one.',
    })
    .registerVariable('facts', types.facts, {
      description: 'Facts by the name of their collector.',
    })
    .registerVariable('now', timestamp, {
      description: 'Start of the evaluation.',
    });
}

/**
 * The environment for running expressions of rules. They are checked against declared types, so a misspelt field stops
 * the
 * load, but run on plain values: CEL has no type for "an Assessment or null", and a field of an entity may always be
 * absent.
 */
export const running = boundTypes(
  declareVariables(new Environment(options), {
    entity: 'dyn',
    relations: 'list<dyn>',
    assessment: 'dyn',
    facts: 'dyn',
    finding: () => 'dyn',
  }),
);

export interface CheckingEnvironment {
  environment: Environment;
  /** The environment for running checked expressions on plain values. */
  running: Environment;
  fieldsOf(type: string): string[];
}

/** Replaces `has`, whose operand the library does not check; of the same length, so that positions stay. */
export const hasChecked = 'hAS';

/**
 * The environment for checking expressions: the variables with all their fields.
 *
 * @param schemas - schemas of the declared facts
 * @param probes - probes in `facts.repository.probes`
 */
export function createCheckingEnvironment(
  schemas: FactSchemas,
  probes: readonly Probe[],
): CheckingEnvironment {
  const types = new Map([
    ...Object.entries(objectTypes),
    ...findingTypes,
    ...declareFactTypes(schemas, probes),
  ]);
  const environment = new Environment(options);
  for (const [name, fields] of types) {
    environment.registerType(name, { fields });
  }
  declareVariables(environment, {
    entity: 'Entity',
    relations: 'list<Relation>',
    assessment: 'Assessment',
    facts: factsType,
    finding: toFindingType,
  });
  declareChecks(environment).registerOperator(
    'Assessment == null',
    (a, b) => a === b,
  );
  return {
    environment,
    running,
    fieldsOf: type => Object.keys(types.get(type) ?? {}),
  };
}

function declareChecks(environment: Environment): Environment {
  return (
    environment
      .registerFunction(`${hasChecked}(dyn): bool`, () => true, {
        async: false,
      })
      // JSON has no integers, but rules compare with them.
      .registerOperator('double == int', (a, b) => a === Number(b))
  );
}

/** The variables of expressions for sources, with their CEL types. */
const sourceTypes = {
  entity: 'Entity',
  now: timestamp,
  response: 'Response',
  items: 'list<dyn>',
};

/** A variable of an expression for a source. @public */
export type SourceVariable = keyof typeof sourceTypes;

/** Like {@link createCheckingEnvironment}, for expressions for sources. */
export function createSourceEnvironment(
  variables: readonly SourceVariable[],
): CheckingEnvironment {
  const types = new Map([
    ...Object.entries(objectTypes),
    [
      'Response',
      {
        status: 'double',
        headers: 'map<string, string>',
        links: 'map<string, string>',
        body: 'dyn',
      },
    ],
  ]);
  const environment = new Environment(options);
  for (const [name, fields] of types) {
    environment.registerType(name, { fields });
  }
  declareChecks(environment);
  declareFunctions(environment, {
    entity: 'Entity',
    relations: 'list<Relation>',
    assessment: 'Assessment',
  });
  const run = declareFunctions(new Environment(options), {
    entity: 'dyn',
    relations: 'list<dyn>',
    assessment: 'dyn',
  });
  for (const name of variables) {
    const type = sourceTypes[name];
    environment.registerVariable(name, type);
    run.registerVariable(name, types.has(type) ? 'dyn' : type);
  }
  return {
    environment,
    running: boundTypes(run),
    fieldsOf: type => Object.keys(types.get(type) ?? {}),
  };
}
