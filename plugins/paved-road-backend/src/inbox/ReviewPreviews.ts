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
import { AssessmentStore, StaleCriteria } from '../assessments/AssessmentStore';
import { toFleetEntity } from '../catalog/FleetEntity';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { EvaluationInputReader } from '../evaluation/EvaluationInputReader';
import { WaiverAccess } from '../waivers/WaiverAccess';

const none = { id: 'none', title: 'none' };

/** Tells reviewers what their review would do to the level of an entity, before they do it. Nothing is stored. */
export class ReviewPreviews {
  constructor(
    private readonly options: {
      assessments: AssessmentStore;
      assessmentAccess: AssessmentAccess;
      waiverAccess: WaiverAccess;
      inputs: EvaluationInputReader;
      rules: RulesSource;
      /** When assessments are stale today. */
      staleCriteria: () => StaleCriteria;
    },
  ) {}

  /** @throws NotFoundError when the caller may not read the assessment */
  async ofAssessment(
    id: string,
    { credentials }: Caller,
  ): Promise<AssessmentReviewPreview> {
    const { stored, entity } =
      await this.options.assessmentAccess.demandReadable(id, credentials);
    const subject = entity && (await this.#subjectOf(entity));
    if (!subject) {
      return {};
    }
    const at = DateTime.utc().toJSDate().toISOString();
    const [approve, requestChanges, reject] = await Promise.all(
      (['approved', 'draft', 'rejected'] as const).map(status =>
        this.#countingOnce(stored.entityRef, { id, status, at }),
      ),
    );
    return {
      levels: {
        now: this.#levelOf(subject),
        approve: this.#levelOf({ ...subject, assessment: approve }),
        requestChanges: this.#levelOf({
          ...subject,
          assessment: requestChanges,
        }),
        reject: this.#levelOf({ ...subject, assessment: reject }),
      },
    };
  }

  /** @throws NotFoundError when the caller may not read the waiver */
  async ofWaiver(
    id: string,
    { credentials }: Caller,
  ): Promise<WaiverReviewPreview> {
    const { stored, entity } = await this.options.waiverAccess.demandReadable(
      id,
      credentials,
    );
    const subject = entity && (await this.#subjectOf(entity));
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
          approvedBy: this.options.waiverAccess.actorOf(credentials),
          expiresAt,
        },
      ],
    };
    const now = this.#levelOf(subject);
    return { levels: { now, approve: this.#levelOf(waived), reject: now } };
  }

  /** What rules know of an entity; undefined where no rule pack selects it. */
  async #subjectOf(entity: Entity): Promise<Subject | undefined> {
    const { rules } = this.options.rules.current();
    const fleetEntity = toFleetEntity(entity);
    const { entityRef } = fleetEntity;
    const inputs = await this.options.inputs.read(
      [fleetEntity],
      [fleetEntity],
      rules,
    );
    const facts = await this.options.inputs.factsFor([entityRef], rules);
    const subject = inputs.subjectOf(fleetEntity, facts.get(entityRef) ?? {});
    return evaluate(rules, subject) && subject;
  }

  #levelOf(subject: Subject): PreviewedLevel {
    const { rules } = this.options.rules.current();
    const rank = evaluate(rules, subject)?.levelRank ?? 0;
    const { id, title } = rules.levels[rank - 1] ?? none;
    return { id, title, rank };
  }

  /** What counts of an entity once one of its assessments has another status. */
  async #countingOnce(
    entityRef: string,
    assumed: Parameters<AssessmentStore['factsFor']>[2],
  ): Promise<AssessmentFacts | undefined> {
    const facts = await this.options.assessments.factsFor(
      [entityRef],
      this.options.staleCriteria(),
      assumed,
    );
    return facts.get(entityRef);
  }
}
