import { z } from 'zod';
import { Pattern } from '../../advisor/profile/patterns';

/** Where a value of a finding comes from. @public */
export const findingSources = [
  /** A parsed file. */
  'read',
  /** Text that cannot be evaluated, such as a Helm template. */
  'seen',
  /** A statement in the descriptor or in a file of Paved Road. */
  'declared',
] as const;

/** How the type of a finding decides a check. */
export type FindingRule =
  /** Every subject must have the property. Without a subject, the check does not apply or is unknown. */
  | 'property'
  /** One finding is enough. Without one, the check fails if all files have been read. */
  | 'existence'
  /** There must be none, and the check passes only if all files have been read. */
  | 'absence';

/**
 * The type of a field: `setting` has `exists` and `value`; `flag` is true or false; `text` is a text, empty if there is
 * none.
 */
type FieldType = 'setting' | 'flag' | 'text';

interface FindingField {
  type: FieldType;
  /** What a failing subject lacks, such as `no readiness probe`; absent for a field that only selects subjects. */
  problem?: string;
}

interface FindingKind {
  rule: FindingRule;
  /** What people call several subjects. */
  title: string;
  /** Patterns that cannot run without a subject. Their checks are unknown if none is found. */
  requiredBy?: readonly Pattern[];
  fields: Record<string, FindingField>;
}

const setting = (problem: string): FindingField => ({
  type: 'setting',
  problem,
});
const flag = (problem: string): FindingField => ({ type: 'flag', problem });
const text: FindingField = { type: 'text' };

/**
 * The kinds of findings. Each is a variable in expressions, and its rule decides the outcome of the checks that read it.
 *
 * @public
 */
export const findingKinds = {
  workloads: {
    rule: 'property',
    title: 'workloads',
    requiredBy: ['microservices', 'hybrid'],
    fields: {
      technology: text,
      readinessProbe: setting('no readiness probe'),
      livenessProbe: setting('no liveness probe'),
      resourceRequests: setting('no resource requests'),
      memoryLimit: setting('no memory limit'),
      scalingLimit: setting('no upper limit for replicas'),
    },
  },
  functions: {
    rule: 'property',
    title: 'functions',
    requiredBy: ['serverless'],
    fields: {
      technology: text,
      timeout: setting('no timeout'),
      concurrencyLimit: setting('no concurrency limit'),
      runtimeSupported: flag('runtime at end of life'),
    },
  },
  images: {
    rule: 'property',
    title: 'images',
    fields: {
      nonRoot: flag('runs as root'),
      pinned: flag('base image not pinned'),
    },
  },
  dependencySets: {
    rule: 'property',
    title: 'sets of dependencies',
    fields: {
      manager: text,
      locked: flag('no lock file'),
    },
  },
  pipelines: {
    rule: 'existence',
    title: 'pipelines',
    fields: {
      technology: text,
      checksChanges: flag('does not build or test changes'),
    },
  },
  workflows: {
    rule: 'property',
    title: 'workflows',
    fields: {
      actionsPinned: flag('an action is not pinned by hash'),
      permissionsLimited: flag('the token has all permissions'),
      safe: flag('untrusted input in a script'),
    },
  },
  tests: { rule: 'existence', title: 'tests', fields: { technology: text } },
  documents: {
    rule: 'existence',
    title: 'documents',
    fields: { topic: text, hasContent: flag('has too little content') },
  },
  agentCommands: {
    rule: 'property',
    title: 'commands for coding agents',
    fields: { exists: flag('does not exist') },
  },
  boundaries: {
    rule: 'existence',
    title: 'rules for module boundaries',
    fields: {
      technology: text,
      namesAiCore: flag('does not name the AI core'),
    },
  },
  modelPorts: {
    rule: 'existence',
    title: 'interfaces to the model',
    fields: { technology: text },
  },
  modelReferences: {
    rule: 'property',
    title: 'model names',
    fields: { provider: text, pinned: flag('version not pinned') },
  },
  modelClients: {
    rule: 'property',
    title: 'model clients',
    fields: {
      timeout: setting('no timeout'),
      retries: setting('no retries'),
      traced: flag('calls are not traced'),
    },
  },
  modelWeights: {
    rule: 'property',
    title: 'model weights',
    fields: {
      pinned: flag('revision not pinned'),
      trusted: flag('runs code of the model repository'),
      safeFormat: flag('pickled weights'),
    },
  },
  prompts: {
    rule: 'existence',
    title: 'prompts',
    fields: { pinned: flag('version not pinned') },
  },
  clientPrompts: {
    rule: 'absence',
    title: 'system prompts in client code',
    fields: {},
  },
  callLimits: {
    rule: 'existence',
    title: 'limits of model calls',
    fields: { limit: text },
  },
  evaluations: {
    rule: 'existence',
    title: 'evaluation sets',
    fields: {
      inPipeline: flag('does not run in a pipeline'),
      threshold: flag('no threshold'),
    },
  },
  fallbacks: {
    rule: 'existence',
    title: 'fallbacks',
    fields: { technology: text },
  },
  secrets: { rule: 'absence', title: 'secrets', fields: {} },
  binaries: { rule: 'absence', title: 'binary artefacts', fields: {} },
} as const satisfies Record<string, FindingKind>;

/** @public */
export type FindingKindName = keyof typeof findingKinds;

/** The table with its general type. */
export const kindTable: Record<string, FindingKind> = findingKinds;

/** @public */
export const findingKindNames = Object.keys(findingKinds) as FindingKindName[];

/** A value that cannot be determined, with the reason. */
const undetermined = z.strictObject({ unknown: z.string().max(500) });

const fieldSchemas: Record<FieldType, z.ZodType> = {
  setting: z.union([
    z.strictObject({
      exists: z.boolean(),
      value: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
    }),
    undetermined,
  ]),
  flag: z.union([z.boolean(), undetermined]),
  text: z.string().max(200),
};

/** Maximum number of findings of one kind in a repository. @public */
export const mostFindings = 200;

/** The value of a field of a finding. @public */
export type FindingValue<T extends FieldType = FieldType> = {
  setting:
    | { exists: boolean; value?: string | number | boolean }
    | { unknown: string };
  flag: boolean | { unknown: string };
  text: string;
}[T];

/** What a detector found, with its place. @public */
export type Finding<K extends FindingKindName = FindingKindName> = {
  /** What people call it: the name of a workload, function or image, or the path of a document. */
  subject: string;
  /** Path relative to the root of the repository. */
  file: string;
  /** 1 for the first line. */
  line: number;
  source: (typeof findingSources)[number];
} & {
  -readonly [F in keyof (typeof findingKinds)[K]['fields']]: FindingValue<
    (typeof findingKinds)[K]['fields'][F] extends { type: infer T }
      ? T & FieldType
      : FieldType
  >;
};

const placeFields = {
  subject: z.string().max(200),
  file: z.string().max(500),
  line: z.number().int().min(1),
  source: z.enum(findingSources),
};

/** What detectors found in a repository. @public */
export const repositoryFindingsSchema = z.strictObject({
  /** Findings by kind. */
  found: z.strictObject(
    Object.fromEntries(
      Object.entries(kindTable).map(([name, { fields }]) => [
        name,
        z
          .array(
            z.strictObject({
              ...placeFields,
              ...Object.fromEntries(
                Object.entries(fields).map(([field, { type }]) => [
                  field,
                  fieldSchemas[type],
                ]),
              ),
            }),
          )
          .max(mostFindings),
      ]),
    ),
  ),
  /** What could not be read, with the kinds that it may contain. */
  unread: z
    .array(
      z.strictObject({
        /** A path, or the name of a technology without a detector. */
        subject: z.string().max(500),
        problem: z.string().max(500),
        /** 1 for the first line; absent if the problem has no place. */
        line: z.number().int().optional(),
        kinds: z.array(z.enum(findingKindNames)),
      }),
    )
    .max(100),
  /** Where detectors look, by kind, in words. */
  searched: z.partialRecord(
    z.enum(findingKindNames),
    z.array(z.string().max(200)).max(50),
  ),
});

/** @public */
export interface RepositoryFindings {
  found: { [K in FindingKindName]: Finding<K>[] };
  unread: {
    subject: string;
    problem: string;
    line?: number;
    kinds: FindingKindName[];
  }[];
  searched: { [K in FindingKindName]?: string[] };
}
