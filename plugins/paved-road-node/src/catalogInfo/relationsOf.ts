import {
  Entity,
  EntityRelation,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { catalogModel, kindOf } from './catalogModel';

/** Per field; more than anyone writes by hand, because the catalog is asked about each. */
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
 * The relations that an entity has, or will have once it is in the catalog, by the rules of the catalog's model.
 *
 * @param companions - entities beside it, whose relations to it also count
 * @param stored - the entity in the catalog, which has the relations declared by others
 * @throws InputError if a field does not refer to an entity, or refers to too many
 * @public
 */
export function relationsOf(
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
    stored && declaredBy(stored, 'stored', Infinity).map(keyOf),
  );
  const fromOthers = (stored?.relations ?? []).filter(
    relation => !declaredBefore.has(keyOf(relation)),
  );
  const all = [
    ...declaredBy(entity, 'entity'),
    ...fromCompanions,
    ...fromOthers,
  ];
  return [
    ...new Map(all.map(relation => [keyOf(relation), relation])).values(),
  ];
}

/** @param name - of the entity, for the message */
function declaredBy(
  entity: Entity,
  name: string,
  most: number = MOST_DECLARED,
): EntityRelation[] {
  const { namespace } = getCompoundEntityRef(entity);
  const fields = kindOf(entity)?.relationFields ?? [];
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

/** The text of a field, or the texts of a list. */
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

function keyOf({ type, targetRef }: EntityRelation): string {
  return `${type} ${targetRef}`;
}
