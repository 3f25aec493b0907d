import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { summaryQuerySchema } from '@paved-road/plugin-paved-road-common';

/** How the services are grouped. */
export const teamViews = ['team', 'owner'] as const;

export type TeamView = (typeof teamViews)[number];

const groupRef = (text: string) =>
  stringifyEntityRef(
    parseEntityRef(text, { defaultKind: 'group', defaultNamespace: 'default' }),
  );

/** Reads the query string of the page; what is not allowed there is left out, so that old links work. */
export function parseTeamsQuery(search: URLSearchParams): {
  view: TeamView;
  /** Entity reference of the team that one has opened. */
  teamRef?: string;
} {
  const { data: team } = summaryQuerySchema.shape.parent.safeParse(
    search.get('team') || undefined,
  );
  return {
    view: search.get('by') === 'owner' ? 'owner' : 'team',
    teamRef: team && groupRef(team),
  };
}
