import {
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AssessmentSummary,
  FallenService,
  Inbox,
  InboxCampaign,
  InboxCounts,
  listWork,
  StandingId,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { StaleCriteria } from '../assessments/StoredAssessment';
import {
  AssessmentSummaryStore,
  Waiting as AwaitedAssessments,
} from '../assessments/AssessmentSummaryStore';
import { CampaignStore, toScopeAndRank } from '../campaigns/CampaignStore';
import { EntityAccess, VisibleEntities } from '../catalog/types';
import { RulesSource } from '../rules/types';
import { FleetStore } from '../scorecards/store/FleetStore';
import { ScorecardService } from '../scorecards/ScorecardService';
import { WaiverReader } from '../waivers/WaiverReader';
import { WaiverStore } from '../waivers/WaiverStore';
import { LostLevelStore } from './LostLevelStore';

/** Items of each kind. */
const SHOWN = 20;
/*
 * A policy decides per entity, so candidates are read page by page, oldest first, until enough of them are for the
 * caller. More pages would take too long.
 */
const CANDIDATES_PER_PAGE = 200;
const MOST_PAGES = 10;
const CAMPAIGNS = 100;
const ENDING_WITHIN_DAYS = 14;
const LOST_WITHIN_DAYS = 90;
/** Standings of approved decisions that someone has to look at, red ones first. */
const URGENT_STANDINGS: StandingId[][] = [
  ['no-longer-holds', 'misses-requirement'],
  ['tie', 'near-change'],
];

type Waiting<T> = { items: T[]; totalItems: number; hasMore?: true };

/** Finds what waits for a person, with a bounded number of queries. */
export class InboxService {
  constructor(
    private readonly options: {
      assessments: Pick<AssessmentSummaryStore, 'candidates' | 'waiting'>;
      access: AssessmentAccess;
      waivers: WaiverStore;
      waiverReader: Pick<WaiverReader, 'presentAll'>;
      campaigns: CampaignStore;
      fleet: Pick<FleetStore, 'progress'>;
      lostLevels: LostLevelStore;
      scorecards: Pick<ScorecardService, 'list'>;
      rules: RulesSource;
      entities: EntityAccess;
      userInfo: UserInfoService;
      /** Today's criteria. */
      staleCriteria: () => StaleCriteria;
    },
  ) {}

  async of(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Inbox> {
    const { userEntityRef, ownershipEntityRefs } =
      await this.options.userInfo.getUserInfo(credentials);
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const drafts = (what: 'submission' | 'requested changes') =>
      this.options.assessments.waiting(
        { for: what, author: userEntityRef },
        visible,
        this.options.staleCriteria(),
        SHOWN,
      );
    const [
      assessments,
      waiverRequests,
      requestedChanges,
      ownDrafts,
      campaigns,
      endingWaivers,
      standings,
      lostLevels,
    ] = await Promise.all([
      this.#findReviewable(
        { for: 'review', reviewer: userEntityRef },
        visible,
        credentials,
      ),
      this.#findWaiversToReview(userEntityRef, visible, credentials),
      drafts('requested changes'),
      drafts('submission'),
      this.#findCampaigns(ownershipEntityRefs, visible),
      this.#findEndingWaivers(ownershipEntityRefs, visible, credentials),
      this.#findStandings(ownershipEntityRefs, visible, credentials),
      this.#findLostLevels(ownershipEntityRefs, visible, credentials),
    ]);
    const inbox = {
      assessments,
      waiverRequests,
      requestedChanges,
      drafts: ownDrafts,
      campaigns,
      endingWaivers,
      standings,
      lostLevels,
    };
    return { ...inbox, work: listWork(inbox, new Date()) };
  }

  /** Reads one page of each kind, because all pages show these counts. */
  async count(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<InboxCounts> {
    const { userEntityRef, ownershipEntityRefs } =
      await this.options.userInfo.getUserInfo(credentials);
    const visible = await this.options.entities.getVisibleEntities(credentials);
    const [assessments, waivers, campaigns] = await Promise.all([
      this.#findReviewable(
        { for: 'review', reviewer: userEntityRef },
        visible,
        credentials,
        1,
      ),
      this.#findWaiversToReview(userEntityRef, visible, credentials, 1),
      this.#findCampaigns(ownershipEntityRefs, visible),
    ]);
    const today = DateTime.utc().toISODate();
    return {
      reviews: assessments.totalItems + waivers.totalItems,
      hasMore: assessments.hasMore ?? waivers.hasMore,
      overdueCampaigns: campaigns.items.filter(({ dueOn }) => dueOn < today)
        .length,
    };
  }

  async #findWaiversToReview(
    reviewer: string,
    visible: VisibleEntities,
    credentials: BackstageCredentials,
    mostPages?: number,
  ): Promise<Waiting<Waiver>> {
    let cursor: string | undefined;
    return await collectPages(async () => {
      const { items, nextCursor } = await this.options.waivers.list(
        { status: 'requested', notRequestedBy: reviewer },
        { limit: CANDIDATES_PER_PAGE, cursor },
        visible,
      );
      cursor = nextCursor;
      const presented = await this.options.waiverReader.presentAll(
        items,
        credentials,
      );
      return {
        found: presented.filter(({ allowed }) => allowed.review),
        isLast: cursor === undefined,
      };
    }, mostPages);
  }

  /** For owners and reviewers: either may reassess. */
  async #findStandings(
    owners: string[],
    visible: VisibleEntities,
    credentials: BackstageCredentials,
  ): Promise<Waiting<AssessmentSummary>> {
    const mayReview = await this.options.access.mayReviewAny(credentials);
    const found: Waiting<AssessmentSummary>[] = await Promise.all(
      URGENT_STANDINGS.flatMap(standings => [
        this.options.assessments.waiting(
          { for: 'reassessment', standings, owners },
          visible,
          this.options.staleCriteria(),
          SHOWN,
        ),
        ...(mayReview
          ? [
              this.#findReviewable(
                { for: 'reassessment', standings, notOwnedBy: owners },
                visible,
                credentials,
              ),
            ]
          : []),
      ]),
    );
    return {
      items: found.flatMap(({ items }) => items).slice(0, SHOWN),
      totalItems: found.reduce((sum, { totalItems }) => sum + totalItems, 0),
      hasMore: found.find(({ hasMore }) => hasMore)?.hasMore,
    };
  }

  /** Waiting assessments that the caller may review. */
  async #findReviewable(
    waiting: Extract<AwaitedAssessments, { for: 'review' | 'reassessment' }>,
    visible: VisibleEntities,
    credentials: BackstageCredentials,
    mostPages?: number,
  ): Promise<Waiting<AssessmentSummary>> {
    let after: { at: string; id: string } | undefined;
    return await collectPages(async () => {
      const items = await this.options.assessments.candidates(
        { ...waiting, after },
        visible,
        this.options.staleCriteria(),
        CANDIDATES_PER_PAGE,
      );
      const last = items.at(-1);
      const at =
        waiting.for === 'review' ? last?.submitted?.at : last?.createdAt;
      after = last && at ? { at, id: last.id } : undefined;
      const reviewable = await this.options.access.filterReviewable(
        items.map(({ entityRef }) => entityRef),
        credentials,
      );
      return {
        found: items.filter(({ entityRef }) => reviewable.has(entityRef)),
        isLast: items.length < CANDIDATES_PER_PAGE,
      };
    }, mostPages);
  }

  async #findLostLevels(
    owners: string[],
    visible: VisibleEntities,
    credentials: BackstageCredentials,
  ): Promise<Waiting<FallenService>> {
    const { levels } = this.options.rules.current().rules;
    const { entityRefs, totalItems } = await this.options.lostLevels.list(
      {
        owners,
        levels: levels.map(({ id }) => id),
        after: DateTime.utc().minus({ days: LOST_WITHIN_DAYS }).toJSDate(),
        limit: SHOWN,
      },
      visible,
    );
    if (entityRefs.length === 0) {
      return { items: [], totalItems };
    }
    const { items } = await this.options.scorecards.list(
      { refs: entityRefs, sort: 'worst', limit: SHOWN },
      { credentials },
    );
    return {
      items: items.flatMap(({ entityRef, title, level, lost }) =>
        lost ? [{ entityRef, title, level, lost }] : [],
      ),
      totalItems,
    };
  }

  async #findCampaigns(
    owners: string[],
    visible: VisibleEntities,
  ): Promise<Waiting<InboxCampaign>> {
    const { items } = await this.options.campaigns.list({
      status: 'active',
      limit: CAMPAIGNS,
    });
    const { rules } = this.options.rules.current();
    const progress = await this.options.fleet.progress(
      items.map(campaign => {
        const { scope, targetRank } = toScopeAndRank(campaign, rules);
        return { scope: { ...scope, owners }, targetRank };
      }),
      visible,
    );
    return toFirstItemsAndTotal(
      items.flatMap(({ id, title, targetLevel, dueOn }, index) => {
        const open = progress[index].total - progress[index].reached;
        return open > 0 ? [{ id, title, targetLevel, dueOn, open }] : [];
      }),
    );
  }

  async #findEndingWaivers(
    owners: string[],
    visible: VisibleEntities,
    credentials: BackstageCredentials,
  ): Promise<Waiting<Waiver>> {
    const now = DateTime.utc();
    const { items, totalItems } = await this.options.waivers.list(
      {
        owners,
        unrenewed: true,
        // The end of a waiver is recorded some seconds later.
        inForceAt: now.toJSDate(),
        expiringBefore: now.plus({ days: ENDING_WITHIN_DAYS }).toJSDate(),
      },
      { limit: SHOWN },
      visible,
    );
    return {
      items: await this.options.waiverReader.presentAll(items, credentials),
      totalItems,
    };
  }
}

/** Reads pages until enough items are found. `hasMore` if it did not read all of them. */
export async function collectPages<T>(
  read: () => Promise<{ found: T[]; isLast: boolean }>,
  mostPages = MOST_PAGES,
): Promise<Waiting<T>> {
  const all: T[] = [];
  for (let page = 0; page < mostPages && all.length < SHOWN; page++) {
    const { found, isLast } = await read();
    all.push(...found);
    if (isLast) {
      return toFirstItemsAndTotal(all);
    }
  }
  return { ...toFirstItemsAndTotal(all), hasMore: true };
}

function toFirstItemsAndTotal<T>(items: T[]): Waiting<T> {
  return { items: items.slice(0, SHOWN), totalItems: items.length };
}
