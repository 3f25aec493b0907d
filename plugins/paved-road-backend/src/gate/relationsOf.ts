import {
  Entity,
  EntityRelation,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  compileCatalogModel,
  defaultCatalogEntityModel,
} from '@backstage/catalog-model/alpha';
import { InputError, toError } from '@backstage/errors';

const model = compileCatalogModel([defaultCatalogEntityModel]);

/** Both directions of each relation, by the other one. */
const reverses = new Map(
  model.listRelations().flatMap(({ forward, reverse }): [string, string][] => [
    [forward.type, reverse.type],
    [reverse.type, forward.type],
  ]),
);

/**
 * The relations that an entity has, or will have once it is in the catalog, by the rules of the catalog's model.
 *
 * @param companions - entities beside it, whose relations to it count too
 * @param stored - the entity as the catalog has it; what others say about it is known from there
 * @throws InputError when a field of an entity does not refer to an entity
 */
export function relationsOf(
  entity: Entity,
  companions: Entity[],
  stored: Entity | undefined,
): EntityRelation[] {
  const entityRef = stringifyEntityRef(entity);
  const fromCompanions = companions.flatMap(companion =>
    declaredBy(companion).flatMap(({ type, targetRef }): EntityRelation[] => {
      const reverse = reverses.get(type);
      return reverse && targetRef === entityRef
        ? [{ type: reverse, targetRef: stringifyEntityRef(companion) }]
        : [];
    }),
  );
  const declaredBefore = new Set(stored && declaredBy(stored).map(keyOf));
  const fromOthers = (stored?.relations ?? []).filter(
    relation => !declaredBefore.has(keyOf(relation)),
  );
  const all = [...declaredBy(entity), ...fromCompanions, ...fromOthers];
  return [
    ...new Map(all.map(relation => [keyOf(relation), relation])).values(),
  ];
}

function declaredBy(entity: Entity): EntityRelation[] {
  const { namespace } = getCompoundEntityRef(entity);
  const kind = model.getKind(entity);
  return (kind?.relationFields ?? []).flatMap(
    ({ path, relation, defaultKind, defaultNamespace }) =>
      textsAt(entity, path).map(target => ({
        type: relation,
        targetRef: referenceAt(path, target, {
          defaultKind,
          defaultNamespace:
            defaultNamespace === 'inherit' ? namespace : undefined,
        }),
      })),
  );
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
  path: string,
  target: string,
  context: { defaultKind?: string; defaultNamespace?: string },
): string {
  try {
    return stringifyEntityRef(parseEntityRef(target, context));
  } catch (error) {
    throw new InputError(`entity: ${path}: ${toError(error).message}`);
  }
}

function keyOf({ type, targetRef }: EntityRelation): string {
  return `${type} ${targetRef}`;
}
