import { isSameKind } from '@paved-road/plugin-paved-road-common/rules';
import { catalogModel, findModelKind } from './catalogModel';

export interface RelationTypes {
  declared: string[];
  ofOthers: string[];
}

/** Derives the types of relations from the catalog model. */
export function relationTypes(kinds: string[]): RelationTypes {
  const declared = new Set(
    catalogModel
      .listKinds()
      .filter(({ names }) => kinds.some(kind => isSameKind(kind, names.kind)))
      .flatMap(({ names, versions }) =>
        versions.map(({ apiVersion, specType }) =>
          findModelKind({
            apiVersion,
            kind: names.kind,
            spec: { type: specType },
          }),
        ),
      )
      .flatMap(kind => kind?.relationFields ?? [])
      .map(({ relation }) => relation),
  );
  const all = new Set(
    catalogModel
      .listRelations()
      .flatMap(({ forward, reverse }) => [forward.type, reverse.type]),
  );
  return {
    declared: [...declared],
    ofOthers: [...all].filter(type => !declared.has(type)),
  };
}
