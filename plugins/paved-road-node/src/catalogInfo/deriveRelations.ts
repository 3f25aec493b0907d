import {
  Entity,
  EntityRelation,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { catalogModel, findModelKind } from './catalogModel';

/** Per field, because each costs a catalog query. */
const MOST_DECLARED = 1_000;

/** The opposite of each relation. */
const reverses = new Map(
  catalogModel
    .listRelations()
    .flatMap(({ forward, reverse }): [string, string][] => [
      [forward.type, reverse.type],
      [reverse.type, forward.type],
    ]),
);

/**
 * Derives the relations that the catalog gives to an entity.
 *
 * @param companions - other entities in the same file, whose relations to the entity also count
 * @param stored - the entity in the catalog, with relations that other entities declare
 * @throws InputError if a field does not refer to an entity, or refers to too many
 * @public
 */
export function deriveRelations(
  entity: Entity,
  companions: Entity[],
  stored: Entity | undefined,
): EntityRelation[] {
  const entityRef = stringifyEntityRef(entity);
  const fromCompanions = companions.flatMap((companion, index) =>
    declaredBy(companion, `companions.${index}`).flatMap(
      ({ type, targetRef }): EntityRelation[] => {
        const reverse = reverses.get(type);
        return reverse && targetRef === entityRef
          ? [{ type: reverse, targetRef: stringifyEntityRef(companion) }]
          : [];
      },
    ),
  );
  const declaredBefore = new Set(
    stored && declaredBy(stored, 'stored', Infinity).map(relationKey),
  );
  const fromOthers = (stored?.relations ?? []).filter(
    relation => !declaredBefore.has(relationKey(relation)),
  );
  const all = [
    ...declaredBy(entity, 'entity'),
    ...fromCompanions,
    ...fromOthers,
  ];
  return [
    ...new Map(all.map(relation => [relationKey(relation), relation])).values(),
  ];
}

/** @param name - of the entity, for the message */
function declaredBy(
  entity: Entity,
  name: string,
  most: number = MOST_DECLARED,
): EntityRelation[] {
  const { namespace } = getCompoundEntityRef(entity);
  const fields = findModelKind(entity)?.relationFields ?? [];
  return fields.flatMap(({ path, relation, defaultKind, defaultNamespace }) => {
    const field = `${name}: ${path}`;
    const texts = textsAt(entity, path);
    if (texts.length > most) {
      throw new InputError(
        `${field}: names ${texts.length} entities, use at most ${most}`,
      );
    }
    return texts.map(target => ({
      type: relation,
      targetRef: referenceAt(field, target, {
        defaultKind,
        defaultNamespace:
          defaultNamespace === 'inherit' ? namespace : undefined,
      }),
    }));
  });
}

/** @returns the string or the list of strings in a field */
function textsAt(entity: Entity, path: string): string[] {
  const value = path
    .split('.')
    .reduce<unknown>(
      (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
      entity,
    );
  return [value].flat().filter(item => typeof item === 'string');
}

function referenceAt(
  field: string,
  target: string,
  context: { defaultKind?: string; defaultNamespace?: string },
): string {
  try {
    return stringifyEntityRef(parseEntityRef(target, context));
  } catch (error) {
    throw new InputError(`${field}: ${toError(error).message}`);
  }
}

function relationKey({ type, targetRef }: EntityRelation): string {
  return `${type} ${targetRef}`;
}
