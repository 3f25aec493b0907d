import { isErrorWithName } from '@backstage/errors';
import {
  DecisionModel,
  renderDecisionRecord,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { Caller } from '../http/Caller';
import { AssessmentReader } from './AssessmentReader';

/** Where the checks come from that confirm a decision. */
export interface ScorecardSource {
  /** @throws NotFoundError when the entity has no scorecard */
  get(entityRef: string, caller: Caller): Promise<Scorecard>;
}

/** Tells assessments as decision records, in the words of the portal's model. */
export class DecisionRecords {
  readonly #assessments: AssessmentReader;
  readonly #scorecards: ScorecardSource;
  readonly #model: DecisionModel;

  constructor(options: {
    assessments: AssessmentReader;
    scorecards: ScorecardSource;
    model: DecisionModel;
  }) {
    this.#assessments = options.assessments;
    this.#scorecards = options.scorecards;
    this.#model = options.model;
  }

  /** The decision record of an assessment, as Markdown. */
  async render(id: string, caller: Caller): Promise<string> {
    const assessment = await this.#assessments.get(id, caller);
    return renderDecisionRecord(assessment, {
      model: this.#model,
      checks: await this.#checksOf(assessment.entityRef, caller),
    });
  }

  /** None while the entity is not evaluated, or when it is not in the catalog any more. */
  async #checksOf(entityRef: string, caller: Caller): Promise<string[]> {
    try {
      const { results } = await this.#scorecards.get(entityRef, caller);
      return results
        .filter(({ state }) => state !== 'not-applicable')
        .map(({ title, level }) => `${title} (${level})`);
    } catch (error) {
      if (isErrorWithName(error, 'NotFoundError')) {
        return [];
      }
      throw error;
    }
  }
}
