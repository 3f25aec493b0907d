import { InputError } from '@backstage/errors';
import stringify from 'safe-stable-stringify';
import { readYaml, schemaProblems } from '../../yaml/readYaml';
import {
  DecisionModel,
  defaultModel,
  ModelCriterion,
} from '../options/DecisionModel';
import { Ratings } from '../options/patterns/criteria';
import { LanguageModels } from '../quantities/prices/languageModels';
import { withPrices } from '../quantities/prices/priceList';
import { Assumption } from '../quantities/assumptions';
import { PlatformModel } from '../quantities/platforms';
import { extensionProblems } from './extensionProblems';
import {
  assumptionValue,
  extendedQuestions,
  ModelExtension,
  modelExtensionSchema,
} from './modelExtension';

/**
 * The built-in model with the changes and additions of an organisation. Its version is the built-in version, followed
 * by a hash of the contents if they differ: equivalent extensions have the same version, however they are written.
 *
 * @throws InputError with every part of the extension that is unknown to the model or unusable
 * @public
 */
export function createModel(extension: ModelExtension = {}): DecisionModel {
  const problems = extensionProblems(extension);
  if (problems.length > 0) {
    throw new InputError(
      `Invalid model extension: ${problems.map(({ message }) => message).join('; ')}`,
    );
  }
  const { answerRatings, stageRatings } = defaultModel;
  const fitRatings = extension.fitRatings ?? {};
  return withFingerprintVersion({
    ...defaultModel,
    defaultPlatform: extension.platform ?? defaultModel.defaultPlatform,
    criteria: extendCriteria(extension),
    questions: extendedQuestions(extension),
    assumptions: defaultModel.assumptions.map(assumption =>
      changedAssumption(assumption, extension),
    ),
    platforms: extendPlatforms(extension),
    filters: extension.filters ?? [],
    languageModels: extendLanguageModels(extension),
    placementCriteria: defaultModel.placementCriteria.map(criterion => ({
      ...criterion,
      demand: {
        ...criterion.demand,
        weight: extension.weights?.[criterion.id] ?? criterion.demand.weight,
      },
    })),
    ...(extension.risks?.length && { risks: extension.risks }),
    answerRatings: {
      'invocation-fit': overlaid(
        answerRatings['invocation-fit'],
        fitRatings['invocation-fit'],
      ),
      'traffic-fit': overlaid(
        answerRatings['traffic-fit'],
        fitRatings['traffic-fit'],
      ),
      'state-fit': overlaid(
        answerRatings['state-fit'],
        fitRatings['state-fit'],
      ),
    },
    stageRatings: overlaid(stageRatings, fitRatings['stage-fit']),
  });
}

/** The model with its own version if it differs from the built-in one. */
function withFingerprintVersion(model: DecisionModel): DecisionModel {
  const mark = fingerprint(model);
  return mark === fingerprint(defaultModel)
    ? model
    : { ...model, version: `${model.version}+${mark}` };
}

function extendCriteria({
  weights = {},
  demand = {},
  ratings = {},
  criteria = [],
}: ModelExtension): ModelCriterion[] {
  return [
    ...defaultModel.criteria.map(criterion => {
      const { id } = criterion;
      return {
        ...criterion,
        ...(criterion.ratings && {
          ratings: { ...criterion.ratings, ...ratings[id] },
        }),
        demand: {
          ...criterion.demand,
          ...demand[id],
          weight: weights[id] ?? criterion.demand.weight,
        },
      };
    }),
    ...criteria.map(
      ({ weight, demand: { combine, terms }, ...own }): ModelCriterion => ({
        ...own,
        kind: 'rated',
        priorWeight: weight,
        demand: { weight, combine, terms },
      }),
    ),
  ];
}

function extendLanguageModels({
  languageModels: { gateway, ...prices } = {},
}: ModelExtension): LanguageModels {
  return {
    ...withPrices(defaultModel.languageModels, prices),
    ...(gateway && { gateway }),
  };
}

function changedAssumption(
  assumption: Assumption,
  { assumptions = {} }: ModelExtension,
): Assumption {
  const given = assumptions[assumption.id];
  if (given === undefined) {
    return assumption;
  }
  // The metadata of the replaced number does not apply to this one.
  const { id, title, unit } = assumption;
  const { source, url, date } =
    typeof given === 'number' ? { source: 'Your organisation' } : given;
  return {
    id,
    title,
    unit,
    value: assumptionValue(given),
    kind: 'our-assumption',
    source,
    ...(url && { url }),
    ...(date && { date }),
  };
}

function extendPlatforms({
  platforms = {},
}: ModelExtension): DecisionModel['platforms'] {
  const change = (platform: PlatformModel): PlatformModel => {
    const given = platforms[platform.id];
    if (!given) {
      return platform;
    }
    const { limits, source, url, date } = given;
    return {
      ...platform,
      limits: { ...platform.limits, ...limits },
      source,
      url,
      date,
    };
  };
  return Object.fromEntries(
    Object.entries(defaultModel.platforms).map(([id, platform]) => [
      id,
      change(platform),
    ]),
  ) as DecisionModel['platforms'];
}

/** Ratings by answer, with replacements. */
function overlaid<T extends string>(
  builtIn: Readonly<Record<T, Ratings>>,
  given: { [A in T]?: Partial<Ratings> } = {},
): Readonly<Record<T, Ratings>> {
  return Object.fromEntries(
    Object.entries<Ratings>(builtIn).map(([answer, ratings]) => [
      answer,
      { ...ratings, ...given[answer as T] },
    ]),
  ) as Record<T, Ratings>;
}

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** An eight-digit hexadecimal hash of a value, independent of key order (FNV-1a of the JSON with sorted keys). */
function fingerprint(value: unknown): string {
  let hash = offsetBasis;
  for (const character of stringify(value) ?? '') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), prime);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * Parses an extension of the decision model from YAML.
 *
 * @param source - name of the file, for messages
 * @throws InputError that names every problem with file, line, column and field
 * @public
 */
export function parseModelExtension(
  text: string,
  source: string,
): ModelExtension {
  const file = readYaml(text, 'model extension', source);
  const result = modelExtensionSchema.safeParse(file.value, {
    reportInput: true,
  });
  if (!result.success) {
    return file.refuse(schemaProblems(result.error));
  }
  const problems = extensionProblems(result.data);
  if (problems.length > 0) {
    return file.refuse(problems);
  }
  return result.data;
}
