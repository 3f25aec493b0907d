import { HumanDuration } from '@backstage/types';
import { formatDate } from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { RulesSource } from '../rules/types';
import { ListedWaiver, WaiverStore } from '../waivers/WaiverStore';
import { scorecardLink } from '../http/links';
import { SummaryPart, SummaryPeriod, SummarySource } from './SummarySource';
import { SummarySourceStore, WaiverOutcome } from './SummarySourceStore';

/** Far more than end within a few days. */
const MOST_EXPIRING = 10_000;

const outcomeTexts: Record<WaiverOutcome['outcome'], string> = {
  approved: 'was approved',
  rejected: 'was rejected',
  revoked: 'was revoked',
  expired: 'has expired',
  lapsed: 'was requested, but not reviewed in time',
};

const waiversLink = '/paved-road/reviews?view=waivers';

interface WaiverNews {
  owner: string;
  entityRef: string;
  entityTitle: string;
  line: string;
}

/** Waivers that ended, end soon or were reviewed, once each. */
export class WaiverSummary implements SummarySource {
  constructor(
    private readonly options: {
      store: Pick<SummarySourceStore, 'waiverOutcomes'>;
      waivers: Pick<WaiverStore, 'list'>;
      rules: RulesSource;
      /** How long before the end of a waiver its owner is notified. */
      expiryBefore: HumanDuration;
    },
  ) {}

  async find(period: SummaryPeriod): Promise<SummaryPart[]> {
    const { sinceOf, oldest, until } = period;
    const outcomes = (
      await this.options.store.waiverOutcomes({ after: oldest, until })
    ).filter(({ owner, at }) => at > sinceOf(owner));
    const isOver = ({ outcome }: WaiverOutcome) =>
      outcome === 'expired' || outcome === 'lapsed';
    return [
      ...byOwner(outcomes.filter(isOver).map(this.#describeOutcome), {
        one: title => `A waiver of ${title} has ended`,
        many: count => `${count} waivers have ended`,
        isUrgent: true,
      }),
      ...byOwner(await this.#expiring(period), {
        one: title => `A waiver of ${title} ends soon`,
        many: count => `${count} waivers end soon`,
        isUrgent: false,
      }),
      ...byOwner(
        outcomes.filter(outcome => !isOver(outcome)).map(this.#describeOutcome),
        {
          one: title => `A waiver of ${title} was reviewed`,
          many: count => `${count} waivers were reviewed`,
          isUrgent: false,
        },
      ),
    ];
  }

  readonly #describeOutcome = (outcome: WaiverOutcome): WaiverNews => ({
    ...outcome,
    line: `${outcome.entityTitle}: the waiver of “${this.#findTitle(outcome.checkId)}” ${outcomeTexts[outcome.outcome]}.`,
  });

  /** Waivers that came near their end, or were approved near it. */
  async #expiring({ sinceOf, until }: SummaryPeriod): Promise<WaiverNews[]> {
    const horizon = DateTime.fromJSDate(until).plus(this.options.expiryBefore);
    const soon = await this.options.waivers.list(
      {
        unrenewed: true,
        expiringAfter: until,
        expiringBefore: horizon.toJSDate(),
      },
      { limit: MOST_EXPIRING },
      { all: true },
    );
    return soon.items.flatMap((waiver): WaiverNews[] => {
      const { owner, entityRef, entityTitle, checkId, expiresAt } = waiver;
      if (
        owner === undefined ||
        entityTitle === undefined ||
        this.#soonSince(waiver) <= sinceOf(owner)
      ) {
        return [];
      }
      const line = `${entityTitle}: the waiver of “${this.#findTitle(checkId)}” ends on ${formatDate(expiresAt)}.`;
      return [{ owner, entityRef, entityTitle, line }];
    });
  }

  #soonSince(waiver: ListedWaiver): Date {
    const near = DateTime.fromISO(waiver.expiresAt)
      .minus(this.options.expiryBefore)
      .toJSDate();
    const approved =
      waiver.status === 'approved' ? new Date(waiver.decision.at) : near;
    return approved > near ? approved : near;
  }

  #findTitle(checkId: string): string {
    const { checks } = this.options.rules.current().rules;
    return checks.find(({ id }) => id === checkId)?.title ?? checkId;
  }
}

function byOwner(
  news: WaiverNews[],
  texts: {
    one: (title: string) => string;
    many: (count: number) => string;
    isUrgent: boolean;
  },
): SummaryPart[] {
  return [...Map.groupBy(news, ({ owner }) => owner)].map(
    ([owner, ofOwner]) => {
      const [first] = ofOwner;
      const isOne = ofOwner.length === 1;
      return {
        owner,
        headline: isOne
          ? texts.one(first.entityTitle)
          : texts.many(ofOwner.length),
        lines: ofOwner.map(({ line }) => line),
        link: isOne ? scorecardLink(first.entityRef) : waiversLink,
        isUrgent: texts.isUrgent,
      };
    },
  );
}
