import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  AssessmentReviewPreview,
  PreviewedLevel,
  Subject,
  WaiverReviewPreview,
} from '@paved-road/plugin-paved-road-common';
import { evaluate } from '@paved-road/plugin-paved-road-common/rules';
import { DateTime } from 'luxon';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { StaleCriteria } from '../assessments/StoredAssessment';
import {
  AssessmentSummaryStore,
  AssumedStatus,
} from '../assessments/AssessmentSummaryStore';
import { toFleetEntity } from '../catalog/FleetEntity';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { EvaluationInputReader } from '../evaluation/EvaluationInputReader';
import { WaiverAccess } from '../waivers/WaiverAccess';

const none = { id: 'none', title: 'none' };

/** Previews the effect of a review on the level of an entity. Stores nothing. */
export class ReviewPreviews {
  constructor(
    private readonly options: {
      assessments: Pick<AssessmentSummaryStore, 'factsFor'>;
      assessmentAccess: AssessmentAccess;
      waiverAccess: WaiverAccess;
      inputs: EvaluationInputReader;
      rules: RulesSource;
      /** Today's criteria. */
      staleCriteria: () => StaleCriteria;
    },
  ) {}

  /** @throws NotFoundError if the caller may not read the assessment */
  async ofAssessment(
    id: string,
    { credentials }: Caller,
  ): Promise<AssessmentReviewPreview> {
    const { stored, entity } =
      await this.options.assessmentAccess.demandReadable(id, credentials);
    const subject = entity && (await this.#readSubject(entity));
    if (!subject) {
      return {};
    }
    const at = DateTime.utc().toJSDate().toISOString();
    const [approve, requestChanges, reject] = await Promise.all(
      (['approved', 'draft', 'rejected'] as const).map(status =>
        this.#readAssumedFacts(stored.entityRef, { id, status, at }),
      ),
    );
    return {
      levels: {
        now: this.#evaluateLevel(subject),
        approve: this.#evaluateLevel({ ...subject, assessment: approve }),
        requestChanges: this.#evaluateLevel({
          ...subject,
          assessment: requestChanges,
        }),
        reject: this.#evaluateLevel({ ...subject, assessment: reject }),
      },
    };
  }

  /** @throws NotFoundError if the caller may not read the waiver */
  async ofWaiver(
    id: string,
    { credentials }: Caller,
  ): Promise<WaiverReviewPreview> {
    const { stored, entity } = await this.options.waiverAccess.demandReadable(
      id,
      credentials,
    );
    const subject = entity && (await this.#readSubject(entity));
    if (!subject) {
      return {};
    }
    const { checkId, reason, requestedBy, expiresAt } = stored;
    const waived = {
      ...subject,
      waivers: [
        ...subject.waivers.filter(waiver => waiver.checkId !== checkId),
        {
          id,
          checkId,
          reason,
          requestedBy,
          approvedBy: this.options.waiverAccess.identifyActor(credentials),
          expiresAt,
        },
      ],
    };
    const now = this.#evaluateLevel(subject);
    return {
      levels: { now, approve: this.#evaluateLevel(waived), reject: now },
    };
  }

  /** Everything that rules use for an entity; undefined if no rule pack selects it. */
  async #readSubject(entity: Entity): Promise<Subject | undefined> {
    const { rules } = this.options.rules.current();
    const subject = await this.options.inputs.readSubject(
      toFleetEntity(entity),
      rules,
    );
    return evaluate(rules, subject) && subject;
  }

  #evaluateLevel(subject: Subject): PreviewedLevel {
    const { rules } = this.options.rules.current();
    const rank = evaluate(rules, subject)?.levelRank ?? 0;
    const { id, title } = rules.levels[rank - 1] ?? none;
    return { id, title, rank };
  }

  /** Facts of the counting assessment, as if one assessment had another status. */
  async #readAssumedFacts(
    entityRef: string,
    assumed: AssumedStatus,
  ): Promise<AssessmentFacts | undefined> {
    const facts = await this.options.assessments.factsFor(
      [entityRef],
      this.options.staleCriteria(),
      assumed,
    );
    return facts.get(entityRef);
  }
}
