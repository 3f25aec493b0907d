import { z } from 'zod';
import { rulePackChangeSchema } from './changeRulePack';
import { rulePackSchema } from './rulePack';

/** Where a rule pack comes from. @public */
export const rulePackOrigins = [
  'built-in',
  'config',
  'file',
  'url',
  'plugin',
] as const;

const sourceFields = {
  /** File, URL, config key or plugin. */
  source: z.string(),
  origin: z.enum(rulePackOrigins),
};

/** Why the newest content of a source is not active. @public */
export const rulePackProblemSchema = z.object({
  /** One problem per line, with file, line, column and check. */
  message: z.string(),
  /** First occurrence. */
  since: z.iso.datetime(),
});

/** An active rule pack, and the state of its source. @public */
const activeRulePackFields = rulePackSchema.extend({
  status: z.object({
    ...sourceFields,
    /** Activation of this content. */
    activeSince: z.iso.datetime(),
    /** When the source was last read. */
    checkedAt: z.iso.datetime(),
    /** Problem of newer content in the source; this pack stays active. */
    problem: rulePackProblemSchema.optional(),
    /** Changes by the config of the portal; absent if there are none. */
    changes: z.array(rulePackChangeSchema).optional(),
  }),
});

/** @public */
export interface ActiveRulePack extends z.output<typeof activeRulePackFields> {}

export const activeRulePackSchema: z.ZodType<ActiveRulePack> =
  activeRulePackFields;

const describedFact = z.object({
  /** Name under `facts` in expressions. */
  name: z.string(),
  title: z.string(),
  description: z.string(),
  /** JSON schema of the value. */
  schema: z.record(z.string(), z.unknown()),
});

/** A fact that expressions can read. @public */
export const factDescriptionSchema = z.discriminatedUnion('origin', [
  describedFact.extend({
    origin: z.literal('collected'),
    /** ISO 8601 duration for which a value counts as fresh. */
    freshness: z.string(),
    cost: z.enum(['low', 'medium', 'high']),
  }),
  describedFact.extend({
    origin: z.literal('pushed'),
    /** ISO 8601 duration after which a value is unknown; absent if values do not expire. */
    expiresAfter: z.string().optional(),
  }),
]);

/** @public */
export type FactDescription = z.output<typeof factDescriptionSchema>;

/** Response of `GET /rule-packs`. @public */
const activeRulesFields = z.object({
  items: z.array(activeRulePackSchema),
  /** Sources that never provided a valid pack. */
  inactive: z.array(
    z.object({ ...sourceFields, problem: rulePackProblemSchema }),
  ),
  facts: z.array(factDescriptionSchema),
});

/** @public */
export interface ActiveRules extends z.output<typeof activeRulesFields> {}

/** @alpha */
export const activeRulesSchema: z.ZodType<ActiveRules> = activeRulesFields;
