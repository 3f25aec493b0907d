import { useRouteRef } from '@backstage/core-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { scorecardSorts } from '@paved-road/plugin-paved-road-common/rules';
import {
  patternSchema,
  platformIdSchema,
  scorecardQuerySchema,
  waiverQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { formatUrlQuery } from '../../ui/browser/useUrlQuery';
import { kindTitle } from '../entities/kinds';
import {
  campaignsRouteRef,
  reviewsRouteRef,
  rootRouteRef,
  rulesRouteRef,
  servicesRouteRef,
  teamsRouteRef,
} from '../routes';

const { shape } = scorecardQuerySchema;

/** Days. */
export const trendRanges = [30, 90, 365] as const;

const kind = shape.kind.transform(given => given && kindTitle(given));

export const overviewQuerySchema = z.object({
  kind,
  /** Days of level history. */
  days: z.coerce.number().pipe(z.literal(trendRanges)).default(90),
  /** A list in place of the overview. */
  list: z.literal('failing-checks').optional(),
  /** Only services of the person and their groups. */
  mine: z.stringbool().optional(),
  owner: shape.owner,
  /** The part that is open. */
  section: z.literal('predictions').optional(),
  /** Filters of the predictions. */
  platform: platformIdSchema.optional(),
  pattern: patternSchema.optional(),
});

export type OverviewQuery = z.output<typeof overviewQuerySchema>;

/** Query of the services: filters in display order, then sorting. */
export const servicesQuerySchema = z.object({
  q: shape.q,
  owner: shape.owner,
  team: shape.team,
  system: shape.system,
  level: shape.level,
  below: shape.below,
  pattern: shape.pattern,
  stage: shape.stage,
  kind,
  lifecycle: shape.lifecycle,
  type: shape.type,
  assessment: shape.assessment,
  standing: shape.standing,
  stale: shape.stale,
  check: shape.check,
  track: shape.track,
  state: shape.state,
  lift: shape.lift,
  sort: z.enum(scorecardSorts).default('worst'),
  limit: shape.limit,
});

export type ServicesQuery = z.output<typeof servicesQuerySchema>;

/** Check states, failing ones first. */
export const resultStates = ['fail', 'unknown', 'waived', 'pass'] as const;

export type ResultState = (typeof resultStates)[number];

/** Sortable columns of the checks. */
export const checkSortColumns = [
  'title',
  'track',
  'level',
  'passRate',
  'fail',
  'lift',
] as const;

export type CheckSortColumn = (typeof checkSortColumns)[number];
/** Descending with a minus. */
export type CheckSort = CheckSortColumn | `-${CheckSortColumn}`;

const checkSorts = checkSortColumns.flatMap((column): CheckSort[] => [
  column,
  `-${column}`,
]);

export const rulesQuerySchema = z.object({
  /** Part of the title or id. */
  q: shape.q,
  track: shape.track,
  level: shape.level,
  sort: z.enum(checkSorts).default('-fail'),
  check: shape.check,
  /** State of the services to show. */
  state: z.enum(resultStates).default('fail'),
});

export type RulesQuery = z.output<typeof rulesQuerySchema>;

export const campaignsQuerySchema = z.object({
  campaign: z.string().optional(),
  /** Entity reference of the owner whose tasks are shown. */
  owner: shape.owner,
  /** Check and kind for a new campaign. */
  check: shape.check,
  kind,
});

const groupRef = (text: string) =>
  stringifyEntityRef(
    parseEntityRef(text, { defaultKind: 'group', defaultNamespace: 'default' }),
  );

/** Ways to group the services. */
export const teamViews = ['team', 'owner'] as const;

export const teamsQuerySchema = z.object({
  by: z.enum(teamViews).default('team'),
  kind,
  /** Entity reference of the open team. */
  team: shape.team.transform(team => team && groupRef(team)),
});

export const reviewViews = ['inbox', 'mine', 'assessments', 'waivers'] as const;

export const assessmentLists = [
  'submitted',
  'stale',
  'changed',
  'overridden',
  'approved',
  'rejected',
] as const;

/** Query of the reviews: pending reviews, assessments and waivers. */
export const reviewsQuerySchema = waiverQuerySchema
  .pick({
    status: true,
    owner: true,
    check: true,
    entity: true,
    expiringWithinDays: true,
  })
  .extend({
    /** By default, derived from the other fields. */
    view: z.enum(reviewViews).optional(),
    /** Status group of the assessments. */
    list: z.enum(assessmentLists).default('submitted'),
    waiver: z.string().optional(),
    /** Id of the open assessment. */
    assessment: z.string().optional(),
  });

/** Link to the overview, or to the failing checks. */
export function useOverviewLink() {
  const page = useRouteRef(rootRouteRef);
  return (query: Partial<OverviewQuery> = {}): string =>
    `${page()}/overview${formatUrlQuery(overviewQuerySchema, query)}`;
}

/** A hook that links to a tab with a query. */
const createLinkHook =
  <S extends z.ZodObject>(routeRef: typeof servicesRouteRef, schema: S) =>
  () => {
    const route = useRouteRef(routeRef);
    return (query: Partial<z.output<S>> = {}): string =>
      `${route()}${formatUrlQuery(schema, query)}`;
  };

/** Links to the services that match a query. */
export const useServicesLink = createLinkHook(
  servicesRouteRef,
  servicesQuerySchema,
);

/** Link to the checks that match a query, or to one check. */
export const useRulesLink = createLinkHook(rulesRouteRef, rulesQuerySchema);

/** Link to the campaigns, one campaign, or the form for a new one. */
export const useCampaignsLink = createLinkHook(
  campaignsRouteRef,
  campaignsQuerySchema,
);

/** Links to the teams below one, to the services by owner, or to the topmost teams. */
export const useTeamsLink = createLinkHook(teamsRouteRef, teamsQuerySchema);

export const useReviewsLink = createLinkHook(
  reviewsRouteRef,
  reviewsQuerySchema,
);
