import { InputError, toError } from '@backstage/errors';
import { z } from 'zod';
import { nearestTo } from '../input/nearestTo';
import { parseInput } from '../input/parse';
import { FileProblem, InvalidFileError } from '../yaml/InvalidFileError';
import { filterPredicateSchema } from './filterPredicate';
import { ParsedRulePack } from './parseRulePack';
import { checkWeightSchema, RulePackCheck } from './rulePack';

const checkOverrideSchema = z.union([
  z.literal('off'),
  z.strictObject({
    /** Id of the required level. */
    level: z.string().optional(),
    weight: checkWeightSchema.optional(),
    /** Restricts the entities of the check. */
    filter: filterPredicateSchema.optional(),
  }),
]);

const rulePackChangesSchema = z.strictObject({
  filter: filterPredicateSchema.optional(),
  overrides: z.record(z.string(), checkOverrideSchema).optional(),
});

/** Changes of a rule pack by the config of a portal. @public */
export type RulePackChanges = z.output<typeof rulePackChangesSchema>;

/**
 * Parses the changes of a rule pack in the config.
 *
 * @param key - config key for messages
 * @throws InputError that lists every invalid field
 * @public
 */
export function parseRulePackChanges(
  value: unknown,
  key: string,
): RulePackChanges {
  try {
    return parseInput(rulePackChangesSchema, value, 'changes of a rule pack');
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}

type CheckOverride = z.output<typeof checkOverrideSchema>;

const checkChange = { checkId: z.string(), title: z.string() };

/** A change of a rule pack by the config of the portal, with titles. @public */
export const rulePackChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pack-filter'),
    from: filterPredicateSchema,
  }),
  z.object({ kind: z.literal('off'), ...checkChange }),
  z.object({
    kind: z.literal('level'),
    ...checkChange,
    from: z.string(),
    to: z.string(),
  }),
  z.object({
    kind: z.literal('weight'),
    ...checkChange,
    from: z.number(),
    to: z.number(),
  }),
  z.object({
    kind: z.literal('filter'),
    ...checkChange,
    /** The remaining entities of the check. */
    to: filterPredicateSchema,
  }),
]);

/** A change of a rule pack by the config of the portal. @public */
export type RulePackChange = z.output<typeof rulePackChangeSchema>;

/**
 * Applies the changes of the config to a rule pack. Evaluation and pages use only the result.
 *
 * @param key - config key for messages
 * @returns the changed pack and a list of the changes
 * @throws InvalidFileError that lists each override that does not fit the pack
 * @public
 */
export function changeRulePack(
  parsed: ParsedRulePack,
  { filter, overrides = {} }: RulePackChanges,
  key: string,
): { parsed: ParsedRulePack; changes: RulePackChange[] } {
  const { pack, locate } = parsed;
  const { checks, tracks } = pack.spec;
  assertFits(parsed, overrides, key);

  const changes: RulePackChange[] = filter
    ? [{ kind: 'pack-filter', from: pack.spec.filter }]
    : [];
  const keptChecks = checks.flatMap((check, index) => {
    const override = Object.hasOwn(overrides, check.id)
      ? overrides[check.id]
      : {};
    changes.push(...listOverrideChanges(check, override));
    return override === 'off'
      ? []
      : [{ index, item: changeCheck(check, override) }];
  });
  const createTrackFilter = (track: string) => (check: RulePackCheck) =>
    check.track === track;
  // A track that lost all checks would be empty on every page.
  const keptTracks = tracks.flatMap((item, index) =>
    checks.some(createTrackFilter(item.id)) &&
    !keptChecks.map(kept => kept.item).some(createTrackFilter(item.id))
      ? []
      : [{ index, item }],
  );
  const kept: Record<PropertyKey, { index: number }[]> = {
    checks: keptChecks,
    tracks: keptTracks,
  };
  return {
    changes,
    parsed: {
      ...parsed,
      pack: {
        ...pack,
        spec: {
          ...pack.spec,
          filter: filter ?? pack.spec.filter,
          tracks: keptTracks.map(({ item }) => item),
          checks: keptChecks.map(({ item }) => item),
        },
      },
      // Translates the index after removals into the original index.
      locate: ([spec, part, index, ...rest]) => {
        const before =
          typeof index === 'number' ? kept[part]?.[index]?.index : undefined;
        const path = [spec, part, before ?? index, ...rest];
        return locate(path.filter(step => step !== undefined));
      },
    },
  };
}

function changeCheck(
  check: RulePackCheck,
  { filter, level, weight }: Exclude<CheckOverride, 'off'>,
): RulePackCheck {
  return {
    ...check,
    level: level ?? check.level,
    weight: weight ?? check.weight,
    filter:
      filter && check.filter
        ? { $all: [check.filter, filter] }
        : (filter ?? check.filter),
  };
}

function listOverrideChanges(
  { id, title, level, weight }: RulePackCheck,
  override: CheckOverride,
): RulePackChange[] {
  const check = { checkId: id, title };
  if (override === 'off') {
    return [{ kind: 'off', ...check }];
  }
  const changes: RulePackChange[] = [];
  if (override.level !== undefined && override.level !== level) {
    changes.push({ kind: 'level', ...check, from: level, to: override.level });
  }
  if (override.weight !== undefined && override.weight !== weight) {
    const to = override.weight;
    changes.push({ kind: 'weight', ...check, from: weight, to });
  }
  if (override.filter) {
    changes.push({ kind: 'filter', ...check, to: override.filter });
  }
  return changes;
}

function assertFits(
  { pack: { metadata, spec } }: ParsedRulePack,
  overrides: Record<string, CheckOverride>,
  key: string,
): void {
  const problems: FileProblem[] = [];
  const report = (path: string, message: string) =>
    problems.push({
      place: { source: `${key}.overrides${path}` },
      message,
    });
  const checkIds = spec.checks.map(({ id }) => id);
  const levelIds = spec.levels.map(({ id }) => id);
  for (const [checkId, override] of Object.entries(overrides)) {
    if (!checkIds.includes(checkId)) {
      report(
        `.${checkId}`,
        `there is no such check in the rule pack ${metadata.name}, ${suggestion(checkId, checkIds)}`,
      );
    }
    const level = override === 'off' ? undefined : override.level;
    if (level !== undefined && !levelIds.includes(level)) {
      report(
        `.${checkId}.level`,
        `${level} is not a level of the rule pack, use one of ${levelIds.join(', ')}`,
      );
    }
  }
  if (checkIds.every(id => overrides[id] === 'off')) {
    report(
      '',
      `every check of the rule pack ${metadata.name} is off, remove the pack`,
    );
  }
  if (problems.length > 0) {
    throw new InvalidFileError('Invalid changes of a rule pack:', problems);
  }
}

function suggestion(word: string, words: string[]): string {
  const nearest = nearestTo(word, words);
  return nearest === undefined
    ? `use one of ${words.join(', ')}`
    : `did you mean ${nearest}?`;
}
