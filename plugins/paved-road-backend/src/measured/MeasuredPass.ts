import { LoggerService } from '@backstage/backend-plugin-api';
import { isErrorWithName, toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  AssumedMeasurement,
  Measured,
  Prediction,
} from '@paved-road/plugin-paved-road-common';
import {
  toPredictedAndMeasured,
  DecisionModel,
  formatCount,
  formatShare,
  patternDescriptions,
  placementDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  AssessmentStore,
  StoredAssessment,
} from '../assessments/AssessmentStore';
import { hashOf } from '../database/hash';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { architectureLink } from '../http/links';
import {
  ApprovedAssessment,
  MeasuredDecision,
  MeasuredStore,
  UntoldDecision,
} from './MeasuredStore';
import { MeasuredService } from './MeasuredService';
import { MeasurementReader, ObservedEntity } from './MeasurementReader';

/** Assessments whose facts are in memory at the same time. */
const PAGE = 200;

/** Assessments that are in memory as a whole at the same time. */
const BATCH = 20;

const dayMs = 86_400_000;

/* What is more is told with the next pass. */
const MOST_TOLD = 200;

/** Measurements in a sentence that people still read. */
const MOST_NAMED = 2;

/**
 * Holds approved assessments against what is measured, from time to time: keeps how they stand, marks entities whose
 * decision stands otherwise than before as due for evaluation, and tells people of those that no longer hold.
 *
 * An assessment is computed again where a number that its answer depends on has changed, and else once a day, for the
 * other numbers. It takes tens of milliseconds, so those of a day are spread over all its passes.
 */
export class MeasuredPass {
  readonly #now: () => Date;

  constructor(
    private readonly options: {
      store: MeasuredStore;
      assessments: Pick<AssessmentStore, 'findCounting'>;
      reader: MeasurementReader;
      service: Pick<MeasuredService, 'hold'>;
      model: DecisionModel;
      /** After how many days with another answer a decision is stale, and people are told. */
      staleAfterDays: number;
      /** Who is told beside the owners: entity references of groups and people. */
      reviewers: string[];
      due: Pick<DueEntityStore, 'mark'>;
      notifications: NotificationService;
      logger: LoggerService;
      /** For tests. */
      now?: () => Date;
    },
  ) {
    this.#now = options.now ?? (() => new Date());
  }

  /** @param signal - stops it; the next pass goes on with what has changed */
  async run(signal: AbortSignal): Promise<void> {
    const now = this.#now();
    await this.options.store.forgetOthers();
    let after: string | undefined;
    do {
      const page = await this.options.store.approved({ after, limit: PAGE });
      await this.#holdPage(page, now, signal);
      after = page.length === PAGE ? page[PAGE - 1].entityRef : undefined;
    } while (after !== undefined && !signal.aborted);
    const changedBefore = DateTime.fromJSDate(now, { zone: 'utc' })
      .minus({ days: this.options.staleAfterDays })
      .toJSDate();
    await this.#markDue(
      await this.options.store.markStale(changedBefore, now),
      now,
    );
    await this.#tellAll(now, signal);
  }

  async #holdPage(
    page: ApprovedAssessment[],
    now: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const observed = await this.options.reader.observe(
      page.map(({ entityRef }) => entityRef),
      now,
    );
    const hashes = new Map(
      page.map(assessment => [
        assessment.id,
        this.#hash(assessment, observed.get(assessment.entityRef), now),
      ]),
    );
    const changed = page.filter(({ id, last }) =>
      // Where nothing is measured and never was, nothing is kept.
      hashes.get(id) === undefined
        ? last !== undefined && last.status !== 'not-measured'
        : last?.hash !== hashes.get(id),
    );
    for (let start = 0; start < changed.length; start += BATCH) {
      if (signal.aborted) {
        return;
      }
      await this.#holdBatch(
        changed.slice(start, start + BATCH),
        { observed, hashes },
        now,
      );
    }
  }

  /**
   * Undefined where nothing is measured. Values are rounded, so that not each fluctuation counts; those that only a
   * prediction is held against wait for the day.
   */
  #hash(
    { id, revision }: ApprovedAssessment,
    observed: ObservedEntity | undefined,
    now: Date,
  ): string | undefined {
    const values = observed?.values ?? [];
    return values.length === 0
      ? undefined
      : hashOf({
          id,
          revision,
          model: this.options.model.version,
          day: dayOf(id, now),
          values: values.map(({ source, measurement }) => [
            source.measure.id,
            source.measure.predicted ? '' : measurement.value.toPrecision(2),
          ]),
        });
  }

  async #holdBatch(
    batch: ApprovedAssessment[],
    {
      observed,
      hashes,
    }: {
      observed: Map<string, ObservedEntity>;
      hashes: Map<string, string | undefined>;
    },
    now: Date,
  ): Promise<void> {
    const counting = await this.options.assessments.findCounting(
      batch.map(({ entityRef }) => entityRef),
    );
    const measured = await this.#measure(observed, [...counting.keys()], now);
    const decisions: MeasuredDecision[] = [];
    const moved: string[] = [];
    for (const { id, entityRef, last } of batch) {
      const assessment = counting.get(entityRef);
      if (assessment?.id !== id) {
        continue;
      }
      const decision = this.#decisionOf(
        assessment,
        measured.get(entityRef) ?? [],
        hashes.get(id) ?? '',
        now,
      );
      decisions.push(decision);
      if (standingOf(decision) !== standingOf(last)) {
        moved.push(entityRef);
      }
      // It takes some milliseconds, and others wait.
      await nextTurn();
    }
    await this.options.store.save(decisions, now);
    await this.#markDue(moved, now);
  }

  async #measure(
    observed: Map<string, ObservedEntity>,
    entityRefs: string[],
    now: Date,
  ) {
    const wanted = new Map(
      entityRefs.flatMap(entityRef => {
        const ofEntity = observed.get(entityRef);
        return ofEntity ? [[entityRef, ofEntity] as const] : [];
      }),
    );
    return await this.options.reader.withPoints(wanted, now);
  }

  /** Not measured where the model does not know the answers any more; such an assessment is stale anyway. */
  #decisionOf(
    assessment: StoredAssessment,
    measurements: Parameters<MeasuredService['hold']>[1],
    hash: string,
    now: Date,
  ): MeasuredDecision {
    try {
      const measured = this.options.service.hold(assessment, measurements, now);
      return toDecision(assessment, measured, hash);
    } catch (error) {
      if (!isErrorWithName(error, 'InputError')) {
        throw error;
      }
      this.options.logger.debug(
        `Assessment ${assessment.id} of ${assessment.entityRef} cannot be held against what is measured`,
        toError(error),
      );
      const notMeasured = { status: 'not-measured', predictions: [] } as const;
      return toDecision(assessment, notMeasured, hash);
    }
  }

  async #markDue(entityRefs: string[], now: Date): Promise<void> {
    await this.options.due.mark(entityRefs, { dueAt: now });
  }

  async #tellAll(now: Date, signal: AbortSignal): Promise<void> {
    const untold = await this.options.store.findUntold(MOST_TOLD);
    for (const decision of untold) {
      if (signal.aborted) {
        return;
      }
      try {
        await this.#tell(decision, now);
      } catch (error) {
        this.options.logger.warn(
          `Nobody could be told that the decision of ${decision.entityRef} no longer holds; it is tried again`,
          toError(error),
        );
      }
    }
  }

  async #tell(
    { assessmentId, entityRef, entityTitle, owner }: UntoldDecision,
    now: Date,
  ): Promise<void> {
    const counting = await this.options.assessments.findCounting([entityRef]);
    const assessment = counting.get(entityRef);
    const observed = await this.options.reader.observe([entityRef], now);
    const measurements = await this.options.reader.withPoints(observed, now);
    const measured =
      assessment?.id === assessmentId &&
      this.options.service.hold(
        assessment,
        measurements.get(entityRef) ?? [],
        now,
      );
    // It may hold again by now, which the next pass finds out.
    if (!measured || measured.status !== 'changed') {
      return;
    }
    if (!(await this.options.store.claimTelling(assessmentId, now))) {
      return;
    }
    const recipients = [
      ...new Set([...(owner ? [owner] : []), ...this.options.reviewers]),
    ];
    if (recipients.length === 0) {
      return;
    }
    try {
      await this.options.notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          title: `The decision for ${entityTitle} no longer holds`,
          description: describeChange(measured, assessment),
          link: architectureLink(entityRef),
          severity: 'normal',
          topic: 'measured-decision',
          scope: `measured-decision:${assessmentId}`,
        },
      });
    } catch (error) {
      await this.options.store.releaseTelling(assessmentId);
      throw error;
    }
  }
}

/** The day of an assessment begins at any time, by its id. */
function dayOf(id: string, now: Date): number {
  const offset = Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
  return Math.floor(now.getTime() / dayMs + offset);
}

/** What rules can read of it. */
function standingOf(
  decision:
    Pick<MeasuredDecision, 'status' | 'measuredPattern' | 'since'> | undefined,
): string {
  return decision?.measuredPattern
    ? JSON.stringify([
        decision.status === 'changed',
        decision.measuredPattern,
        decision.since,
      ])
    : '';
}

function toDecision(
  assessment: StoredAssessment,
  {
    status,
    since,
    measured,
    predictions,
  }: Pick<Measured, 'status' | 'since' | 'measured'> & {
    predictions: readonly Prediction[];
  },
  hash: string,
): MeasuredDecision {
  const { advice, decision, id: assessmentId } = assessment;
  const compared = (quantity: Prediction['quantity']) => {
    const prediction = predictions.find(found => found.quantity === quantity);
    return prediction && toPredictedAndMeasured(prediction);
  };
  return {
    assessmentId,
    hash,
    status,
    platform: advice.platform,
    pattern: decision?.pattern ?? advice.recommendation.pattern,
    measuredPattern: measured?.pattern,
    // To the day, so that it stays the same while the answer does.
    since: since && `${since.slice(0, 10)}T00:00:00.000Z`,
    cost: compared('cost'),
    latency: compared('p95'),
  };
}

/**
 * What was assumed, what is measured, since when, and what the answer would be, in one sentence.
 *
 * @param measured - of a decision that no longer holds
 */
function describeChange(
  { answers, beforeApproval, crossed, measured, since }: Measured,
  { advice, decision }: Pick<StoredAssessment, 'advice' | 'decision'>,
): string {
  const announced = new Set(crossed.map(({ path }) => path));
  const named = answers
    .filter(({ assumed, value }) => assumed !== value)
    .toSorted(
      (a, b) =>
        Number(announced.has(b.question)) - Number(announced.has(a.question)) ||
        factorOf(b) - factorOf(a),
    )
    .slice(0, MOST_NAMED)
    .map(toText);
  const pattern = decision?.pattern ?? advice.recommendation.pattern;
  const [now, before] =
    measured!.pattern === pattern && measured!.placement
      ? [
          placementDescriptions[measured!.placement].title,
          placementDescriptions[
            decision?.placement ??
              advice.recommendation.placement ??
              measured!.placement
          ].title,
        ]
      : [
          patternDescriptions[measured!.pattern].title,
          patternDescriptions[pattern].title,
        ];
  const day = DateTime.fromISO(since!, { zone: 'utc', locale: 'en-US' });
  const began = beforeApproval ? 'before its approval on ' : '';
  return `Since ${began}${day.toFormat('d MMMM yyyy')} the answer is ${now} instead of ${before}, with ${named.join(' and ')}.`;
}

/** By how many times an answer is off, upwards or downwards; what was left open comes last. */
function factorOf({ ratio }: AssumedMeasurement): number {
  return ratio ? Math.max(ratio, 1 / ratio) : 0;
}

function toText({ title, value, assumed, unit }: AssumedMeasurement): string {
  const name = title.replace(/^[A-Z](?=[a-z])/, first =>
    first.toLocaleLowerCase('en-US'),
  );
  const assumption =
    assumed === undefined
      ? 'left open'
      : `assumed: ${format(assumed, unit, name)}`;
  return `${name} at ${format(value, unit, name)} (${assumption})`;
}

/** @param name - of the measure, which may have said already what is counted */
function format(value: number, unit: string, name: string): string {
  if (unit === 'share') {
    return formatShare(value);
  }
  const [what, time] = unit.split('/');
  return [
    formatCount(value),
    ...(name.includes(what) ? [] : [what]),
    ...(time ? [`a ${time}`] : []),
  ].join(' ');
}
