import {
  BurnDown,
  Campaign,
  CampaignTask,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { etagOf } from '../http/etag';
import { RulesSource } from '../rules/types';
import { CheckStates } from '../scorecards/store/CheckStateReader';
import {
  DayOfScorecards,
  GoalProgress,
  ScorecardFilter,
  StoredSummary,
} from '../scorecards/store/ScorecardStore';
import { StoredCampaign } from './CampaignStore';

/** Above the rank of every level. */
const OUT_OF_REACH = 1_000_000;

/** Presents campaigns by today's rules. */
export class CampaignPresenter {
  readonly #source: RulesSource;

  constructor(rules: RulesSource) {
    this.#source = rules;
  }

  /**
   * The goal of a campaign, as a query for scorecards. A level that the rules no longer have ranks above all others,
   * so nothing reaches it.
   */
  goal({ scope, targetLevel }: StoredCampaign): {
    scope: ScorecardFilter;
    targetRank: number;
  } {
    const index = this.#rules().levels.findIndex(
      ({ id }) => id === targetLevel,
    );
    return { scope, targetRank: index === -1 ? OUT_OF_REACH : index + 1 };
  }

  campaign(
    { revision, ...stored }: StoredCampaign,
    progress: GoalProgress,
    allowed: Campaign['allowed'],
  ): Campaign {
    return {
      ...stored,
      status: stored.endedAt === undefined ? 'active' : 'ended',
      progress,
      etag: etagOf(revision),
      allowed,
    };
  }

  /** @param days - oldest first; those after the end of the campaign are left out */
  burnDown(campaign: StoredCampaign, days: DayOfScorecards[]): BurnDown {
    const { targetRank } = this.goal(campaign);
    const ranks = new Map(
      this.#rules().levels.map(({ id }, index) => [id, index + 1]),
    );
    const last = campaign.endedAt && dayOf(campaign.endedAt);
    return {
      points: days
        .filter(({ date }) => last === undefined || date <= last)
        .map(({ date, levels }) => {
          let remaining = 0;
          let total = 0;
          for (const [level, count] of Object.entries(levels)) {
            total += count;
            remaining += (ranks.get(level) ?? 0) < targetRank ? count : 0;
          }
          return { date, remaining, total };
        }),
    };
  }

  task(
    { entityRef, title, owner, level }: StoredSummary,
    states: CheckStates,
    { targetRank }: { targetRank: number },
  ): CampaignTask {
    const { levels, order } = this.#rules();
    const upToTarget = levels.slice(0, targetRank).map(({ id }) => id);
    return {
      entityRef,
      title,
      owner,
      level,
      checks: order.flatMap(({ check: { definition } }) => {
        const state = states.get(definition.id);
        return upToTarget.includes(definition.level) &&
          (state === 'fail' || state === 'unknown')
          ? [{ checkId: definition.id, title: definition.title, state }]
          : [];
      }),
    };
  }

  #rules(): Rules {
    return this.#source.current().rules;
  }
}

/** The day of a moment, in UTC. */
export function dayOf(time: string): string {
  return DateTime.fromISO(time, { zone: 'utc' }).toISODate()!;
}
