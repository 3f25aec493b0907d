import { StaleReason } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { StaleCriteria } from '../assessments/StoredAssessment';
import { architectureLink } from '../http/links';
import { SummaryPart, SummarySource } from './SummarySource';
import {
  StaleAssessment,
  StaleNotificationStore,
} from './StaleNotificationStore';

/* The rest go out in the next run. */
const MOST_PER_RUN = 1_000;

const reasonTexts: Record<StaleReason, string> = {
  age: 'its review is due',
  catalog: 'its catalog data has changed',
  measured: 'measurements change the recommendation',
  'model-version': 'the decision model gives another answer',
};

/** Approved assessments that became stale, once per occurrence. */
export class StaleAssessmentSummary implements SummarySource {
  constructor(
    private readonly options: {
      store: Pick<StaleNotificationStore, keyof StaleNotificationStore>;
      /** Today's criteria. */
      staleCriteria: () => StaleCriteria;
    },
  ) {}

  /** Ignores the period, because nothing records when an assessment became stale. */
  async find(): Promise<SummaryPart[]> {
    const criteria = this.options.staleCriteria();
    await this.options.store.removeFresh(criteria);
    const unnotified = await this.options.store.findUnnotified(
      criteria,
      MOST_PER_RUN,
    );
    return [...Map.groupBy(unnotified, ({ owner }) => owner)].map(
      ([owner, assessments]) => this.#toPart(owner, assessments),
    );
  }

  #toPart(owner: string, assessments: StaleAssessment[]): SummaryPart {
    const [first] = assessments;
    const isOne = assessments.length === 1;
    return {
      owner,
      headline: isOne
        ? `The assessment of ${first.entityTitle} needs a new look`
        : `${assessments.length} assessments need a new look`,
      lines: assessments.map(
        ({ entityTitle, stale }) =>
          `${entityTitle}: ${stale.map(reason => reasonTexts[reason]).join(', ')}.`,
      ),
      link: isOne
        ? architectureLink(first.entityRef)
        : '/paved-road/reviews?view=assessments',
      isUrgent: false,
      onSent: () =>
        this.options.store.markNotified(
          assessments.map(({ id }) => id),
          DateTime.utc().toJSDate().toISOString(),
        ),
    };
  }
}
