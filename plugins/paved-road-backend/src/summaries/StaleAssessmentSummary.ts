import { StaleReason } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { StaleCriteria } from '../assessments/AssessmentStore';
import { architectureLink } from '../http/links';
import { SummaryPart, SummarySource } from './SummarySource';
import {
  StaleAssessment,
  StaleNotificationStore,
} from './StaleNotificationStore';

/* What is more is told with the next run. */
const MOST_PER_RUN = 1_000;

const reasonTexts: Record<StaleReason, string> = {
  age: 'its review is due',
  catalog: 'what it rests on in the catalog has moved',
  measured: 'the answer is another one under measurement',
  'model-version': 'the decision model has changed',
};

/** Approved assessments that became stale, of each of them once each time that it does. */
export class StaleAssessmentSummary implements SummarySource {
  constructor(
    private readonly options: {
      store: StaleNotificationStore;
      /** When assessments are stale today. */
      staleCriteria: () => StaleCriteria;
    },
  ) {}

  /** Those that nobody was told of, whenever they became stale, which nobody knows. */
  async find(): Promise<SummaryPart[]> {
    const criteria = this.options.staleCriteria();
    await this.options.store.forgetFresh(criteria);
    const untold = await this.options.store.findUntold(criteria, MOST_PER_RUN);
    return [...Map.groupBy(untold, ({ owner }) => owner)].map(
      ([owner, assessments]) => this.#toPart(owner, assessments),
    );
  }

  #toPart(owner: string, assessments: StaleAssessment[]): SummaryPart {
    const [first] = assessments;
    const isOne = assessments.length === 1;
    return {
      owner,
      headline: isOne
        ? `The assessment of ${first.entityTitle} should be looked at again`
        : `${assessments.length} assessments should be looked at again`,
      lines: assessments.map(
        ({ entityTitle, stale }) =>
          `${entityTitle}: ${stale.map(reason => reasonTexts[reason]).join(', ')}.`,
      ),
      link: isOne
        ? architectureLink(first.entityRef)
        : '/paved-road/reviews?view=assessments',
      isUrgent: false,
      onTold: () =>
        this.options.store.markTold(
          assessments.map(({ id }) => id),
          DateTime.utc().toJSDate().toISOString(),
        ),
    };
  }
}
