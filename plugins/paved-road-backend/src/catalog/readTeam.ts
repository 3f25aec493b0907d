import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { isOfKind, listTargetRefs } from './catalogSnapshot';
import { findTitle } from './readTitles';

/* An owner with more subgroups is a part of the company rather than a team. */
const MOST_GROUPS = 50;
const MOST_LEVELS = 5;

const fields = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'spec.type',
  'spec.profile',
  'relations',
];

/** The catalog data of the group that owns an entity. */
export interface Team {
  /** Title or name of the group. */
  title: string;
  /** Direct subgroups of the type `team`. */
  childTeams: number;
  /** People in it and in its subgroups. */
  members: number;
}

/**
 * Reads a group and its subgroups, level by level.
 *
 * @returns undefined if it is not a group in the catalog, or too large to be a team
 */
export async function readTeam(
  catalog: CatalogService,
  groupRef: string,
  credentials: BackstageCredentials,
): Promise<Team | undefined> {
  const seen = new Set<string>();
  const members = new Set<string>();
  let title: string | undefined;
  let children: string[] = [];
  let childTeams = 0;
  let level = [groupRef].filter(isOfKind('group'));
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MOST_LEVELS || seen.size + level.length > MOST_GROUPS) {
      return undefined;
    }
    level.forEach(ref => seen.add(ref));
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: level, fields },
      { credentials },
    );
    const groups = items.filter(group => group !== undefined);
    for (const group of groups) {
      const { metadata, spec } = group;
      const ref = stringifyEntityRef(group);
      if (ref === groupRef) {
        title = findTitle(group) ?? metadata.name;
        children = listTargetRefs(group, RELATION_PARENT_OF);
      } else if (children.includes(ref) && spec?.type === 'team') {
        childTeams += 1;
      }
      listTargetRefs(group, RELATION_HAS_MEMBER).forEach(member =>
        members.add(member),
      );
    }
    level = [
      ...new Set(
        groups.flatMap(group => listTargetRefs(group, RELATION_PARENT_OF)),
      ),
    ].filter(ref => !seen.has(ref));
  }
  return title === undefined
    ? undefined
    : { title, childTeams, members: members.size };
}
