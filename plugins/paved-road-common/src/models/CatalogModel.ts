import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Placement, placements } from '../advisor/profile/placements';
import { Profile } from '../advisor/profile/profile';

/** Annotations of model entities in the catalog. @public */
export const modelAnnotations = {
  /** The operator, such as `anthropic`, `aws-bedrock`, or an internal team. */
  provider: 'paved-road.io/model-provider',
  /** The used date, revision or digest. */
  version: 'paved-road.io/model-version',
  /** Where it runs: a {@link Placement}. */
  placement: 'paved-road.io/model-placement',
  /** Data residency, with the values of the answer `llm.residency`. */
  residency: 'paved-road.io/model-residency',
  /** Whether its users tune or train it, with the values of the answer `llm.ownModel`. */
  training: 'paved-road.io/model-training',
} as const;

type Answers = NonNullable<Profile['llm']>;

/** Data residency of prompts and responses. */
type Residency = NonNullable<Answers['residency']>;

/** Whether the users of a model tune or train it. */
type Training = NonNullable<Answers['ownModel']>;

/** A model in the catalog. @public */
export interface CatalogModel {
  entityRef: string;
  /** Title, or else the name. */
  title: string;
  /** Whether its type or the tag `llm` marks it as a language model. */
  isLanguageModel: boolean;
  provider?: string;
  /** The used version; may be a floating one such as `latest`. */
  version?: string;
  /** Whether the version is immutable. */
  isPinned: boolean;
  placement?: Placement;
  residency?: Residency;
  training?: Training;
}

const kinds = ['resource', 'airesource'];

const modelTypes = /model|\bllms?\b/i;

const languageModelTypes = /language.?model|\bllms?\b/i;

/** Floating versions. The rule pack for language models has the same list. */
const floatingVersion =
  /(^|[-:@.])(latest|main|master|stable|current|default|auto|preview)$/i;

const residencies: readonly Residency[] = [
  'none',
  'region',
  'contract',
  'own-perimeter',
];

const trainings: readonly Training[] = ['none', 'tuned', 'own'];

/**
 * Whether the kind of an entity reference can be a model.
 *
 * @param entityRef - complete and in lower case
 * @public
 */
export function canBeModel(entityRef: string): boolean {
  return kinds.includes(entityRef.split(':', 1)[0]);
}

/**
 * The model that a Resource or an AiResource with a type such as `ai-model` describes; undefined for other entities.
 * Annotations with unknown values are ignored.
 *
 * @public
 */
export function readCatalogModel(entity: Entity): CatalogModel | undefined {
  const { kind, metadata, spec } = entity;
  const type = String(spec?.type);
  if (
    !kinds.includes(kind.toLocaleLowerCase('en-US')) ||
    !modelTypes.test(type)
  ) {
    return undefined;
  }
  const read = (name: string) =>
    metadata.annotations?.[name]?.trim() || undefined;
  const version = read(modelAnnotations.version);
  return {
    entityRef: stringifyEntityRef(entity),
    title: metadata.title ?? metadata.name,
    isLanguageModel:
      languageModelTypes.test(type) || (metadata.tags ?? []).includes('llm'),
    provider: read(modelAnnotations.provider),
    version,
    isPinned: version !== undefined && !floatingVersion.test(version),
    placement: parseOption(placements, read(modelAnnotations.placement)),
    residency: parseOption(residencies, read(modelAnnotations.residency)),
    training: parseOption(trainings, read(modelAnnotations.training)),
  };
}

function parseOption<T extends string>(
  known: readonly T[],
  value: string | undefined,
): T | undefined {
  return known.find(item => item === value);
}
