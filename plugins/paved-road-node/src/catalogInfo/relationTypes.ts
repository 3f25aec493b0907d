import {
  compileCatalogModel,
  defaultCatalogEntityModel,
} from '@backstage/catalog-model/alpha';

/** Kinds of the catalog that have scorecards. */
const kinds = ['Component', 'System'].map(kind => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
}));

/** The types of relations of entities that have scorecards. */
export interface RelationTypes {
  /** Relations that a component or system declares itself. */
  declared: string[];
  /** All others, declared by other entities. */
  ofOthers: string[];
}

let types: RelationTypes | undefined;

/** The types of relations by the rules of the catalog's model. */
export function relationTypes(): RelationTypes {
  types ??= readTypes();
  return types;
}

function readTypes(): RelationTypes {
  const model = compileCatalogModel([defaultCatalogEntityModel]);
  const declared = new Set(
    kinds.flatMap(kind =>
      (model.getKind(kind)?.relationFields ?? []).map(
        ({ relation }) => relation,
      ),
    ),
  );
  const all = new Set(
    model
      .listRelations()
      .flatMap(({ forward, reverse }) => [forward.type, reverse.type]),
  );
  return {
    declared: [...declared],
    ofOthers: [...all].filter(type => !declared.has(type)),
  };
}
