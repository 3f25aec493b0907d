import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  Measured,
  Prediction,
  Standing,
  StandingId,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import {
  computeStanding,
  isLongAgo,
  toPredictedAndMeasured,
  DecisionModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AssessmentPublisher } from '../assessments/AssessmentPublisher';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { StoredAssessment } from '../assessments/StoredAssessment';
import { fillInStandings } from '../assessments/fillInStandings';
import { StandingStore } from '../assessments/StandingStore';
import { hashJson } from '../database/hash';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import {
  ApprovedAssessment,
  MeasuredDecision,
  MeasuredStore,
} from './MeasuredStore';
import { MeasuredNotifier } from './MeasuredNotifier';
import { MeasuredService } from './MeasuredService';
import { MeasurementReader, ObservedEntity } from './MeasurementReader';

/** Assessments per page, whose facts are in memory at once. */
const PAGE = 200;

/** Complete assessments in memory at once. */
const BATCH = 20;

const dayMs = 86_400_000;

/**
 * Compares approved decisions with measurements: saves the results with the standings, and marks entities for evaluation
 * and reloads open pages when the result of their decision changes.
 *
 * A decision is recomputed when a measured answer changes, and otherwise once a day. That takes tens of milliseconds,
 * so the daily ones are spread over all passes of a day.
 */
export class MeasuredPass {
  readonly #now: () => Date;
  /** Ids of assessments whose content is damaged, so that each is logged once. */
  readonly #unreadable = new Set<string>();

  constructor(
    private readonly options: {
      store: MeasuredStore;
      standings: Pick<StandingStore, keyof StandingStore>;
      assessments: Pick<AssessmentStore, 'findCounting'>;
      reader: MeasurementReader;
      service: Pick<MeasuredService, 'hold'>;
      notifier: Pick<MeasuredNotifier, 'notifyAll'>;
      model: DecisionModel;
      /** Days with a clearly different recommendation after which a decision no longer holds. */
      staleAfterDays: number;
      due: Pick<DueEntityStore, 'mark'>;
      publisher: Pick<AssessmentPublisher, 'signal'>;
      logger: LoggerService;
      /** For tests. */
      now?: () => Date;
    },
  ) {
    this.#now = options.now ?? (() => new Date());
  }

  /** @param signal - stops it; the next pass continues */
  async run(signal: AbortSignal): Promise<void> {
    const now = this.#now();
    const { logger, standings } = this.options;
    await fillInStandings(standings, logger, this.#unreadable, signal);
    await this.options.store.removeObsolete();
    let after: string | undefined;
    do {
      const page = await this.options.store.findApproved({
        after,
        limit: PAGE,
      });
      await this.#comparePage(page, now, signal);
      after = page.length === PAGE ? page[PAGE - 1].entityRef : undefined;
    } while (after !== undefined && !signal.aborted);
    await this.options.notifier.notifyAll(now, signal);
  }

  async #comparePage(
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
      // Nothing is stored for an entity that was never measured.
      hashes.get(id) === undefined
        ? last !== undefined && last.status !== 'not-measured'
        : last?.hash !== hashes.get(id),
    );
    for (let start = 0; start < changed.length; start += BATCH) {
      if (signal.aborted) {
        return;
      }
      await this.#compareBatch(
        changed.slice(start, start + BATCH),
        { observed, hashes },
        now,
      );
    }
  }

  /** Undefined if nothing is measured. Values are rounded, so that small fluctuations do not count. */
  #hash(
    { id, revision, last }: ApprovedAssessment,
    observed: ObservedEntity | undefined,
    now: Date,
  ): string | undefined {
    const values = observed?.values ?? [];
    return values.length === 0
      ? undefined
      : hashJson({
          id,
          revision,
          model: this.options.model.version,
          day: computeDayNumber(id, now),
          // On the day on which the decision no longer holds, nothing else may change.
          isLongAgo:
            last?.since !== undefined &&
            isLongAgo(last.since, this.options.staleAfterDays, now),
          values: values.map(({ source, measurement }) => [
            source.measure.id,
            measurement.value.toPrecision(2),
          ]),
        });
  }

  async #compareBatch(
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
    const measured = await this.options.reader.withPoints(
      new Map([...observed].filter(([entityRef]) => counting.has(entityRef))),
      now,
    );
    const compared: Compared[] = [];
    const moved: StoredAssessment[] = [];
    for (const { id, entityRef, last, standing } of batch) {
      const assessment = counting.get(entityRef);
      if (assessment?.id !== id) {
        continue;
      }
      const result = this.#compare(
        assessment,
        measured.get(entityRef) ?? [],
        hashes.get(id) ?? '',
        now,
      );
      compared.push(result);
      if (
        toFactsKey(result.standing.id, result.decision) !==
        toFactsKey(standing, last)
      ) {
        moved.push(assessment);
      }
      // Each comparison takes milliseconds, and requests wait.
      await nextTurn();
    }
    // Before the progress, because a crash in between then only repeats the comparison.
    await this.options.standings.save(
      compared.map(({ decision: { assessmentId }, ...rest }) => ({
        assessmentId,
        ...rest,
      })),
    );
    await this.options.store.save(
      compared.map(({ decision }) => decision),
      now,
    );
    await this.options.due.mark(
      moved.map(({ entityRef }) => entityRef),
      { dueAt: now },
    );
    for (const assessment of moved) {
      await this.options.publisher.signal(assessment);
    }
  }

  /** Not measured if the model no longer accepts the answers; such an assessment is stale anyway. */
  #compare(
    assessment: StoredAssessment,
    measurements: Parameters<MeasuredService['hold']>[1],
    hash: string,
    now: Date,
  ): Compared {
    const { revision } = assessment;
    try {
      const measured = this.options.service.hold(assessment, measurements, now);
      return {
        revision,
        decision: toDecision(assessment, measured, hash),
        standing: computeStanding(assessment, {
          measured,
          staleAfterDays: this.options.staleAfterDays,
          now,
        }),
      };
    } catch (error) {
      if (!isErrorWithName(error, 'InputError')) {
        throw error;
      }
      this.options.logger.debug(
        `Assessment ${assessment.id} of ${assessment.entityRef} cannot be compared with measurements`,
        toError(error),
      );
      const notMeasured = { status: 'not-measured', predictions: [] } as const;
      return {
        revision,
        decision: toDecision(assessment, notMeasured, hash),
        standing: computeStanding(assessment),
      };
    }
  }
}

/** A decision after its comparison. */
interface Compared {
  /** Of the assessment. */
  revision: number;
  decision: MeasuredDecision;
  standing: Standing;
}

/** The number of the day. Days of different assessments start at different times. */
function computeDayNumber(id: string, now: Date): number {
  const offset = Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
  return Math.floor(now.getTime() / dayMs + offset);
}

/** The part of a comparison that rules can read. */
function toFactsKey(
  standing: StandingId | undefined,
  decision: Pick<MeasuredDecision, 'measuredPattern' | 'since'> | undefined,
): string {
  return JSON.stringify([standing, decision?.measuredPattern, decision?.since]);
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
    // Rounded to the day, so that it changes only with the recommendation.
    since: since && `${since.slice(0, 10)}T00:00:00.000Z`,
    cost: compared('cost'),
    latency: compared('p95'),
  };
}
