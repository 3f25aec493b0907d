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
import { formatUrlQuery } from '../components/useUrlQuery';
import { kindTitle } from './kinds';
import {
  campaignsRouteRef,
  reviewsRouteRef,
  rulesRouteRef,
  servicesRouteRef,
  teamsRouteRef,
} from '../routes';

const { shape } = scorecardQuerySchema;

/** In days. */
export const trendRanges = [30, 90, 365] as const;

const kind = shape.kind.transform(given => given && kindTitle(given));

/** How the fleet does. */
export const overviewQuerySchema = z.object({
  kind,
  /** How far back the levels are shown. */
  days: z.coerce.number().pipe(z.literal(trendRanges)).default(90),
});

/** The services: what narrows them down, in the order in which it is shown, and how they are listed. */
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

/** The columns that the checks can be sorted by. */
export const checkSortColumns = [
  'title',
  'track',
  'level',
  'passRate',
  'fail',
  'lift',
] as const;

export type CheckSortColumn = (typeof checkSortColumns)[number];
/** With a minus, descending. */
export type CheckSort = CheckSortColumn | `-${CheckSortColumn}`;

const checkSorts = checkSortColumns.flatMap((column): CheckSort[] => [
  column,
  `-${column}`,
]);

/** The rules and their checks. */
export const rulesQuerySchema = z.object({
  /** Part of the title or id. */
  q: shape.q,
  track: shape.track,
  level: shape.level,
  sort: z.enum(checkSorts).default('-fail'),
  /** The check that is opened. */
  check: shape.check,
  /** The services of it that are shown. */
  state: z.enum(resultStates).default('fail'),
});

export type RulesQuery = z.output<typeof rulesQuerySchema>;

/** The campaigns. */
export const campaignsQuerySchema = z.object({
  /** Id of the one that is opened. */
  campaign: z.string().optional(),
  /** Whose part of its work is shown, as an entity reference. */
  owner: shape.owner,
  /** Id of the check that a new one is about, and the kind that it is for. */
  check: shape.check,
  kind,
});

export type CampaignsQuery = z.output<typeof campaignsQuerySchema>;

const groupRef = (text: string) =>
  stringifyEntityRef(
    parseEntityRef(text, { defaultKind: 'group', defaultNamespace: 'default' }),
  );

/** How the services are grouped. */
export const teamViews = ['team', 'owner'] as const;

/** The teams. */
export const teamsQuerySchema = z.object({
  by: z.enum(teamViews).default('team'),
  kind,
  /** Entity reference of the team that is opened. */
  team: shape.team.transform(team => team && groupRef(team)),
});

export type TeamsQuery = z.output<typeof teamsQuerySchema>;

export const reviewViews = ['inbox', 'mine', 'assessments', 'waivers'] as const;

export const assessmentLists = [
  'submitted',
  'stale',
  'changed',
  'overridden',
  'approved',
  'rejected',
] as const;

/** The reviews: what waits, and the assessments and waivers of all. */
export const reviewsQuerySchema = waiverQuerySchema
  .pick({
    status: true,
    owner: true,
    check: true,
    entity: true,
    expiringWithinDays: true,
  })
  .extend({
    /** Follows from the other fields while absent. */
    view: z.enum(reviewViews).optional(),
    /** Which assessments. */
    list: z.enum(assessmentLists).default('submitted'),
    /** Id of the waiver that is looked at. */
    waiver: z.string().optional(),
    /** Id of the assessment that is looked at. */
    assessment: z.string().optional(),
  });

/** What narrows the predictions down. */
export const predictionsQuerySchema = z.object({
  platform: platformIdSchema.optional(),
  pattern: patternSchema.optional(),
});

/** Links to the services that match a query. */
export function useServicesLink() {
  const route = useRouteRef(servicesRouteRef);
  return (query: Partial<ServicesQuery> = {}): string =>
    `${route()}${formatUrlQuery(servicesQuerySchema, query)}`;
}

/** Link to the checks that match a query, or to one check. */
export function useRulesLink() {
  const route = useRouteRef(rulesRouteRef);
  return (query: Partial<RulesQuery> = {}): string =>
    `${route()}${formatUrlQuery(rulesQuerySchema, query)}`;
}

/** Link to the campaigns, one campaign, or the form for a new one. */
export function useCampaignsLink() {
  const route = useRouteRef(campaignsRouteRef);
  return (query: Partial<CampaignsQuery> = {}): string =>
    `${route()}${formatUrlQuery(campaignsQuerySchema, query)}`;
}

/** Links to the teams below one, to the services by owner, or to the topmost teams. */
export function useTeamsLink() {
  const route = useRouteRef(teamsRouteRef);
  return (query: Partial<TeamsQuery> = {}): string =>
    `${route()}${formatUrlQuery(teamsQuerySchema, query)}`;
}

/** Link to the reviews, or to one review. */
export function useReviewsLink() {
  const route = useRouteRef(reviewsRouteRef);
  return (query: Partial<z.output<typeof reviewsQuerySchema>> = {}): string =>
    `${route()}${formatUrlQuery(reviewsQuerySchema, query)}`;
}
