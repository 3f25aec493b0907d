import { DateTime } from 'luxon';
import {
  CampaignStore,
  StoredCampaign,
  toScopeAndRank,
} from '../campaigns/CampaignStore';
import { countDaysLeft, describeDeadline } from '../campaigns/deadline';
import { RulesSource } from '../rules/types';
import { SummaryPart, SummaryPeriod, SummarySource } from './SummarySource';
import { SummarySourceStore } from './SummarySourceStore';

/** Days before the deadline; -1 is the day after it. */
const MILESTONES = [14, 7, 1, -1];
const PAGE_SIZE = 100;
const campaignsLink = '/paved-road/campaigns';

/** A campaign near or past its deadline. */
interface DueCampaign {
  campaign: StoredCampaign;
  /** The last milestone, or the start of the campaign. */
  since: Date;
  /** A predicate, such as "is due tomorrow". */
  deadline: string;
  isOver: boolean;
}

/** Deadlines of campaigns, for owners with services below the target. */
export class CampaignSummary implements SummarySource {
  constructor(
    private readonly options: {
      store: Pick<SummarySourceStore, 'countByOwner'>;
      campaigns: CampaignStore;
      rules: RulesSource;
    },
  ) {}

  async find(period: SummaryPeriod): Promise<SummaryPart[]> {
    const { sinceOf, oldest, until } = period;
    const found: { owner: string; due: DueCampaign; open: number }[] = [];
    for (const due of await this.#due(until)) {
      if (due.since > oldest) {
        const { scope, targetRank } = toScopeAndRank(
          due.campaign,
          this.options.rules.current().rules,
        );
        const open = await this.options.store.countByOwner(
          { ...scope, belowRank: targetRank },
          { all: true },
        );
        for (const [owner, count] of open) {
          if (owner !== '' && due.since > sinceOf(owner)) {
            found.push({ owner, due, open: count });
          }
        }
      }
    }
    return [...Map.groupBy(found, ({ owner }) => owner)].map(
      ([owner, campaigns]) => ({
        owner,
        headline:
          campaigns.length === 1
            ? `“${campaigns[0].due.campaign.title}” ${campaigns[0].due.deadline}`
            : `${campaigns.length} campaigns need your services to level up`,
        lines: campaigns.map(
          ({ due, open }) =>
            `“${due.campaign.title}” ${due.deadline}, and ${this.#openText(due.campaign, open)}.`,
        ),
        link: campaignsLink,
        isUrgent: campaigns.some(({ due }) => due.isOver),
      }),
    );
  }

  /** By deadline, the next one first. */
  async #due(until: Date): Promise<DueCampaign[]> {
    const due: DueCampaign[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.options.campaigns.list({
        status: 'active',
        limit: PAGE_SIZE,
        cursor,
      });
      due.push(...page.items.flatMap(campaign => toDue(campaign, until)));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return due;
  }

  #openText({ targetLevel }: StoredCampaign, open: number): string {
    const { levels } = this.options.rules.current().rules;
    const level = levels.find(({ id }) => id === targetLevel)?.title;
    return open === 1
      ? `1 of your services is below ${level ?? targetLevel}`
      : `${open} of your services are below ${level ?? targetLevel}`;
  }
}

/** Empty if the deadline is still far away. */
function toDue(campaign: StoredCampaign, until: Date): DueCampaign[] {
  const dueOn = DateTime.fromISO(campaign.dueOn, { zone: 'utc' });
  const now = DateTime.fromJSDate(until, { zone: 'utc' });
  const passed = MILESTONES.map(days => dueOn.minus({ days })).filter(
    milestone => milestone <= now,
  );
  const last = passed.at(-1)?.toJSDate();
  if (!last) {
    return [];
  }
  const begun = new Date(campaign.createdAt);
  return [
    {
      campaign,
      since: begun > last ? begun : last,
      deadline: describeDeadline(campaign, now),
      isOver: countDaysLeft(campaign, now) < 0,
    },
  ];
}
