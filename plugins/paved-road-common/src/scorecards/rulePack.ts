import { z } from 'zod';
import { defaultServiceFilter } from '../annotations';
import { storableText } from '../input/storableText';
import { filterPredicateSchema } from './filterPredicate';
import { remediationActions } from './schemas';

/** @public */
export const rulePackApiVersion = 'paved-road.io/v1';

/** The level of an entity below the lowest level. @public */
export const noLevel = 'none';

/** The default required level. @public */
export const defaultTargetLevel = 'silver';

const id = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'use lower case letters, digits and single dashes',
  });
const title = storableText.trim().min(1).max(100);
const text = storableText.trim().min(1).max(2000);
// Browsers treat a URL that starts with // or /\ as another host, and ignore white space in between.
const url = storableText.max(2000).regex(/^(https?:\/\/|\/(?![/\\\s]))/, {
  error: 'use an http or https URL, or a path of the portal that starts with /',
});

/** The longest accepted expression, in characters. */
const maxExpressionLength = 2000;

const expression = storableText.trim().min(1).max(maxExpressionLength);

const templateRef = z
  .string()
  .max(300)
  .regex(/^([A-Za-z]+:)?([\w.-]+\/)?[\w.-]+$/, {
    error: 'use an entity reference such as template:default/ai-monolith',
  });

const levelSchema = z.strictObject({
  id: id.describe('Unique among the levels; checks refer to it.'),
  title: title.describe('As people see it.'),
});

const trackSchema = z.strictObject({
  id: id.describe('Unique among the tracks; checks refer to it.'),
  title: title.describe(
    'As people see it; packs that share a track give it the same title.',
  ),
});

/** Formats of the files of a probe. @public */
export const probeFormats = ['yaml', 'json', 'dockerfile', 'text'] as const;

/** @public */
export const probeSchema = z.strictObject({
  id: id.describe(
    'Name under `facts.repository.probes` in expressions; packs that share it must declare it identically.',
  ),
  files: z
    .array(storableText.min(1).max(200))
    .min(1)
    .max(20)
    .describe(
      'Globs of the files to read, relative to the source location of the entity.',
    ),
  format: z
    .enum(probeFormats)
    .describe('Format of the files; a YAML file gives one entry per document.'),
});

/** Files of the repository of an entity that checks read. @public */
export type Probe = z.output<typeof probeSchema>;

const evidenceSchema = z.strictObject({
  name: title.describe('Name of the value, for people.'),
  expression: expression.describe('CEL expression for the value.'),
});

/** Expressions, evaluated for each entity that fails the check. */
const maxTemplateValues = 20;

const templateSchema = z.strictObject({
  ref: templateRef.describe('Entity reference of the software template.'),
  values: z
    .record(z.string().regex(/^[A-Za-z_]\w{0,62}$/), expression)
    .refine(values => Object.keys(values).length <= maxTemplateValues, {
      error: `use at most ${maxTemplateValues} values`,
    })
    .default({})
    .describe(
      'CEL expressions for the values of its form, by parameter; a value that cannot be computed is left out.',
    ),
});

const remediationSchema = z.strictObject({
  text: text.describe('How to fix it, for people.'),
  link: z
    .strictObject({
      title: title.describe('As people see it.'),
      url: url.describe('An http or https URL, or a path of the portal.'),
    })
    .optional()
    .describe('Where to read more.'),
  action: z
    .enum(remediationActions)
    .optional()
    .describe(
      'A fix that the portal itself offers: assess, which is the default of checks that read the assessment, export-record or set-source-location.',
    ),
  template: templateSchema
    .optional()
    .describe('A software template that fixes it.'),
});

/** The share of a check in the score, relative to the others. */
export const checkWeightSchema = z.number().min(0).max(100);

const checkSchema = z.strictObject({
  id: id.describe('Unique across all packs; results and waivers refer to it.'),
  title: title.describe(
    'A noun, because it is shown with a state, such as Lock file.',
  ),
  description: text.describe('Why it matters.'),
  track: id.describe('Id of the track it belongs to.'),
  level: id.describe('Id of the level that requires it.'),
  weight: checkWeightSchema
    .default(1)
    .describe('Weight in the score, relative to other checks; 0 excludes it.'),
  advisory: z
    .boolean()
    .optional()
    .describe(
      'Whether its result is only shown: it neither counts in the score nor for a level.',
    ),
  filter: filterPredicateSchema
    .optional()
    .describe('Entities it applies to; by default, all of the pack.'),
  expression: expression.describe(
    'CEL over `entity`, `relations`, `assessment`, findings such as `workloads`, `facts` and `now`; true if the check passes.',
  ),
  evidence: z
    .array(evidenceSchema)
    .max(10)
    .default([])
    .describe('The values that decide the result, shown beside it.'),
  remediation: remediationSchema.describe('How to fix a failure.'),
});

/** One check of a rule pack. @public */
export type RulePackCheck = z.output<typeof checkSchema>;

/** A rule pack: levels, tracks and checks for the entities that its filter matches. @public */
export const rulePackSchema = z.strictObject({
  apiVersion: z.literal(rulePackApiVersion).describe('Version of the format.'),
  kind: z.literal('RulePack'),
  metadata: z.strictObject({
    name: id.describe('Unique among all packs.'),
    title: title.describe('As people see it.'),
    version: z
      .string()
      .max(100)
      .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, {
        error: 'use a semantic version such as 1.0.0',
      })
      .describe('Semantic version, such as 1.0.0.'),
    description: text.optional().describe('Purpose of the pack.'),
  }),
  spec: z.strictObject({
    filter: filterPredicateSchema
      .default(defaultServiceFilter)
      .describe(
        'Entities that get a scorecard with these checks; by default the AI services of the portal.',
      ),
    levels: z
      .array(levelSchema)
      .min(1)
      .max(10)
      .describe('Lowest first; the same in all packs.'),
    tracks: z
      .array(trackSchema)
      .min(1)
      .max(30)
      .describe('Subjects that group the checks.'),
    probes: z
      .array(probeSchema)
      .max(30)
      .default([])
      .describe(
        'Files of the repository that checks read through `facts.repository.probes`.',
      ),
    checks: z
      .array(checkSchema)
      .min(1)
      .max(200)
      .describe('The checks and their levels.'),
  }),
});

/** @public */
export type RulePack = z.output<typeof rulePackSchema>;
