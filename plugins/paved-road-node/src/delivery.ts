import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { FactCollector } from './FactCollector';
import { ChangeTeams } from './TeamDirectory';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Two decimals, so that a value changes only after an event. */
const rounded = (value: number) => Math.round(value * 100) / 100;

/** Length of the observed period. */
const deliveryDays = 90;

/**
 * The four DORA metrics, and the number of people and teams who commit. Absent without data; `missing` has the reasons.
 */
const deliverySchema = (zod: typeof z) =>
  zod.object({
    since: zod.iso
      .datetime()
      .describe(
        'Start of the observed period: 90 days ago, or the oldest deployment in the list of the host',
      ),
    deployedBy: zod
      .enum(['deployments', 'releases'])
      .optional()
      .describe('Source of deployments'),
    deployments: zod
      .int()
      .optional()
      .describe('Successful deployments to production since then'),
    deploymentsPerWeek: zod.number().optional(),
    leadTimeHours: zod
      .number()
      .optional()
      .describe(
        'Median from the opening of a merged change to the first deployment that contains it. DORA also includes the time from the first commit to the opening',
      ),
    changeFailureRate: zod
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        'Share of deployments that are followed by an incident before the next deployment',
      ),
    timeToRestoreHours: zod
      .number()
      .optional()
      .describe(
        'Median from the opening to the closing of incidents of the last 90 days',
      ),
    incidents: zod.int().optional().describe('Incidents opened in 90 days'),
    people: zod
      .int()
      .optional()
      .describe(
        'Distinct authors of commits on the default branch in 90 days, without bots',
      ),
    teams: zod
      .int()
      .optional()
      .describe(
        'Catalog groups whose members changed the default branch in 90 days: the one with the most changes, and others with at least two changes and a tenth of its number; absent if more than a fifth of the authors have no group',
      ),
    unknownAuthors: zod
      .int()
      .optional()
      .describe('Authors of the last 90 days without a group in the catalog'),
    missing: zod
      .array(zod.string())
      .describe('Missing parts, with the permission or setting that they need'),
  });

/** The common part of all collectors of the fact `delivery`. @public */
export const deliveryFact = {
  id: 'delivery',
  title: 'Delivery',
  description:
    'Deployments, lead time from the opening of a change, failures and restoration of the last 90 days, and how many people and teams commit, from the Git host.',
  schema: deliverySchema,
  freshness: { hours: 6 },
  measurements: { people: { field: 'people' }, teams: { field: 'teams' } },
} satisfies Partial<FactCollector>;

/** The value of the fact `delivery`. @public */
export type Delivery = z.output<ReturnType<(typeof deliveryFact)['schema']>>;

/** Definitions of deployments and incidents. @public */
export interface DeliveryOptions {
  /** Production environments. */
  environments: string[];
  /** Whether releases count as deployments in repositories without deployments. */
  releases: boolean;
  /** Label of issues that are incidents. */
  incidentLabel: string;
}

/**
 * Reads `pavedRoad.delivery`.
 *
 * @throws InputError if it names no environment
 * @public
 */
export function readDeliveryOptions(config: Config): DeliveryOptions {
  const options = config.getOptionalConfig('pavedRoad.delivery');
  const environments = options?.getOptionalStringArray('environments') ?? [
    'production',
  ];
  if (environments.length === 0) {
    throw new InputError(
      'pavedRoad.delivery.environments: name at least one environment',
    );
  }
  return {
    environments,
    releases: options?.getOptionalBoolean('releases') ?? false,
    incidentLabel: options?.getOptionalString('incidentLabel') ?? 'incident',
  };
}

/** Delivery data of a repository from its Git host. Times are milliseconds since 1970. @public */
export interface DeliveryRecords {
  now: number;
  /** Deployments, newest first. Absent if there are none. */
  deployed?: {
    by: 'deployments' | 'releases';
    items: Array<{
      /** When it reached production. Absent if it did not. */
      at?: number;
      /** When it started. */
      createdAt: number;
      /** The commit that was deployed. */
      commit: string;
    }>;
    /** Whether the host has older deployments. */
    more: boolean;
  };
  /** Commits of the default branch since {@link deliverySince}. Absent if they cannot be read. */
  commits?: Array<{
    id: string;
    at: number;
    /** Any unique name of the author. Absent for bots. */
    author?: string;
  }>;
  /** Whether the list is incomplete. */
  moreCommits: boolean;
  /** Teams of the authors since {@link deliverySince}. */
  teams: ChangeTeams;
  /** Changes merged into the default branch. */
  changes: Array<{
    openedAt: number;
    /** Time of the merge commit on the default branch. */
    landedAt: number;
  }>;
  /** Incidents opened since {@link deliverySince}. Absent if the host has no incidents. */
  incidents?: Array<{ openedAt: number; closedAt?: number }>;
  /** Other missing data, for people. */
  missing: string[];
}

/**
 * @returns the start of the observed period, in milliseconds since 1970
 *
 * @public
 */
export function deliverySince(now: number): number {
  return now - deliveryDays * dayMs;
}

/** Computes the fact `delivery` without estimates: a number without data is absent. @public */
export function toDelivery(records: DeliveryRecords): Delivery {
  const { now, deployed, commits, moreCommits, incidents } = records;
  const { teams, unknownAuthors } = records.teams;
  const start = deliverySince(now);
  const since = Math.max(
    start,
    (deployed?.more && deployed.items.at(-1)?.createdAt) || start,
  );
  const successes = (deployed?.items ?? [])
    .flatMap(({ at, createdAt, commit }) =>
      at && createdAt >= since ? [{ at, commit }] : [],
    )
    .sort((a, b) => a.at - b.at);
  const leadTimes = computeLeadTimes(successes, since, records);
  const restored = (incidents ?? []).flatMap(({ openedAt, closedAt }) =>
    closedAt ? [closedAt - openedAt] : [],
  );
  const weeks = Math.max(now - since, hourMs) / (7 * dayMs);
  return {
    since: new Date(since).toISOString(),
    ...(deployed && {
      deployedBy: deployed.by,
      deployments: successes.length,
      deploymentsPerWeek: rounded(successes.length / weeks),
    }),
    ...(leadTimes.length > 0 && { leadTimeHours: medianHours(leadTimes) }),
    ...(incidents &&
      successes.length > 0 && {
        changeFailureRate: rounded(failureRate(successes, incidents)),
      }),
    ...(restored.length > 0 && { timeToRestoreHours: medianHours(restored) }),
    ...(incidents && { incidents: incidents.length }),
    ...(commits &&
      !moreCommits && {
        people: new Set(commits.flatMap(({ author }) => author ?? [])).size,
      }),
    ...(teams && { teams: teams.length }),
    ...(unknownAuthors !== undefined && { unknownAuthors }),
    missing: [
      ...(moreCommits
        ? [
            `people: more than ${commits?.length} commits in ${deliveryDays} days`,
          ]
        : []),
      ...(records.teams.missing ? [`teams: ${records.teams.missing}`] : []),
      ...records.missing,
    ],
  };
}

/**
 * A deployment of a commit on the default branch contains all changes up to that commit. A deployment of another branch
 * may not, so it is ignored.
 */
function computeLeadTimes(
  deployments: Array<{ at: number; commit: string }>,
  since: number,
  { commits = [], moreCommits, changes }: DeliveryRecords,
): number[] {
  // Deployments of commits before the list may contain earlier changes, so these are ignored.
  const listedSince = moreCommits
    ? commits.reduce((oldest, { at }) => Math.min(oldest, at), Infinity)
    : since;
  const committedAt = new Map(commits.map(({ id, at }) => [id, at]));
  const ofDefaultBranch = deployments.flatMap(({ at, commit }) => {
    const head = committedAt.get(commit);
    return head ? [{ at, head }] : [];
  });
  return changes
    .filter(({ landedAt }) => landedAt >= Math.max(since, listedSince))
    .flatMap(({ openedAt, landedAt }) => {
      const first = ofDefaultBranch.find(({ head }) => head >= landedAt);
      return first ? [first.at - openedAt] : [];
    });
}

/** @returns the share of deployments that are the last one before an incident */
function failureRate(
  deployments: Array<{ at: number }>,
  incidents: Array<{ openedAt: number }>,
): number {
  const failed = new Set(
    incidents
      .map(({ openedAt }) =>
        deployments.findLastIndex(({ at }) => at <= openedAt),
      )
      .filter(index => index >= 0),
  );
  return failed.size / deployments.length;
}

function medianHours(durations: number[]): number {
  const sorted = [...durations].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  return rounded(Math.max(0, median) / hourMs);
}
