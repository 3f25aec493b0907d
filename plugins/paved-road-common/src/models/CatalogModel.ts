import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Placement, placements } from '../advisor/placement/placements';
import { Profile } from '../advisor/profile';

/**
 * Annotations of the entities of models, in the catalog.
 *
 * @public
 */
export const modelAnnotations = {
  /** Who runs it, such as `anthropic`, `aws-bedrock`, or a team of one's own. */
  provider: 'paved-road.io/model-provider',
  /** The date, revision or digest that is called. */
  version: 'paved-road.io/model-version',
  /** Where it runs: a {@link Placement}. */
  placement: 'paved-road.io/model-placement',
  /** Where prompts and answers stay: as the answer `llm.residency`. */
  residency: 'paved-road.io/model-residency',
} as const;

/** Where prompts and answers may go. */
type Residency = NonNullable<NonNullable<Profile['llm']>['residency']>;

/**
 * A model as the catalog describes it.
 *
 * @public
 */
export interface CatalogModel {
  entityRef: string;
  /** Title, or name where there is none. */
  title: string;
  /** Whether it is a language model: its type or the tag `llm` says so. */
  isLanguageModel: boolean;
  provider?: string;
  /** The version that is called; also a floating one, such as `latest`. */
  version?: string;
  /** Whether the version is one that nobody changes. */
  isPinned: boolean;
  placement?: Placement;
  residency?: Residency;
}

const kinds = ['resource', 'airesource'];

const modelTypes = /model|\bllms?\b/i;

const languageModelTypes = /language.?model|\bllms?\b/i;

/** Versions that are another model tomorrow. The rule pack for language models has the same. */
const floatingVersion =
  /(^|[-:@.])(latest|main|master|stable|current|default|auto|preview)$/i;

const residencies: readonly Residency[] = ['none', 'region', 'own-perimeter'];

/**
 * Whether an entity reference can be that of a model, by its kind.
 *
 * @param entityRef - complete and in lower case
 * @public
 */
export function canBeModel(entityRef: string): boolean {
  return kinds.includes(entityRef.split(':', 1)[0]);
}

/**
 * The model that an entity describes: a Resource or an AiResource with a type such as `ai-model`; undefined for all
 * others. Annotations with values that are not known are left out.
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
    placement: parseOneOf(placements, read(modelAnnotations.placement)),
    residency: parseOneOf(residencies, read(modelAnnotations.residency)),
  };
}

function parseOneOf<T extends string>(
  known: readonly T[],
  value: string | undefined,
): T | undefined {
  return known.find(item => item === value);
}
