import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  AssumedMeasurement,
  Measured,
  Standing,
} from '@paved-road/plugin-paved-road-common';
import { formatQuantity } from '@paved-road/plugin-paved-road-common/advisor';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { architectureLink } from '../http/links';
import { MeasuredService } from './MeasuredService';
import { MeasurementReader } from './MeasurementReader';
import { MeasuredStore, UnnotifiedDecision } from './MeasuredStore';

/** Notifications in one pass. The rest go out in the next pass. */
const MOST_NOTIFICATIONS = 200;

/** Measurements named in a sentence, so that it stays readable. */
const MOST_NAMED = 2;

/** Notifies owners and reviewers of decisions that no longer hold. */
export class MeasuredNotifier {
  constructor(
    private readonly options: {
      store: Pick<
        MeasuredStore,
        'findUnnotified' | 'claimNotification' | 'releaseNotification'
      >;
      assessments: Pick<AssessmentStore, 'findCounting'>;
      reader: Pick<MeasurementReader, 'read'>;
      service: Pick<MeasuredService, 'hold'>;
      /** Groups and people to notify besides the owner: entity references. */
      reviewers: string[];
      notifications: NotificationService;
      logger: LoggerService;
    },
  ) {}

  /** @param signal - stops it; the next pass sends the rest */
  async notifyAll(now: Date, signal: AbortSignal): Promise<void> {
    const decisions =
      await this.options.store.findUnnotified(MOST_NOTIFICATIONS);
    for (const decision of decisions) {
      if (signal.aborted) {
        return;
      }
      try {
        await this.#notify(decision, now);
      } catch (error) {
        this.options.logger.warn(
          `The notification that the decision of ${decision.entityRef} no longer holds could not be sent; the next pass retries`,
          toError(error),
        );
      }
    }
  }

  async #notify(
    { assessmentId, entityRef, entityTitle, owner }: UnnotifiedDecision,
    now: Date,
  ): Promise<void> {
    const { assessments, notifications, reader, reviewers, service, store } =
      this.options;
    const counting = await assessments.findCounting([entityRef]);
    const assessment = counting.get(entityRef);
    if (assessment?.id !== assessmentId) {
      return;
    }
    const { measurements } = await reader.read(entityRef, now);
    const measured = service.hold(assessment, measurements, now);
    // The decision may hold again; the next pass saves that.
    if (
      measured.status !== 'changed' ||
      assessment.standing?.id !== 'no-longer-holds' ||
      !(await store.claimNotification(assessmentId, now))
    ) {
      return;
    }
    const recipients = [...new Set([...(owner ? [owner] : []), ...reviewers])];
    if (recipients.length === 0) {
      return;
    }
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          title: `The decision for ${entityTitle} no longer holds`,
          description: describeChange(measured, assessment.standing),
          link: architectureLink(entityRef),
          severity: 'normal',
          topic: 'measured-decision',
          scope: `measured-decision:${assessmentId}`,
        },
      });
    } catch (error) {
      await store.releaseNotification(assessmentId);
      throw error;
    }
  }
}

/** Describes a decision that no longer holds: its standing, and the measurements. */
function describeChange(
  { answers, beforeApproval, crossed }: Measured,
  { text }: Standing,
): string {
  const crossedPaths = new Set(crossed.map(({ path }) => path));
  const named = answers
    .filter(({ assumed, value }) => assumed !== value)
    .toSorted(
      (a, b) =>
        Number(crossedPaths.has(b.question)) -
          Number(crossedPaths.has(a.question)) ||
        toErrorFactor(b) - toErrorFactor(a),
    )
    .slice(0, MOST_NAMED)
    .map(describeMeasurement);
  return [
    `${text}${beforeApproval ? ' (known before its approval)' : ''}.`,
    ...(named.length > 0 ? [`Measured: ${named.join(', ')}.`] : []),
  ].join(' ');
}

/** The factor by which an answer is off, in either direction; 0 for an open answer. */
function toErrorFactor({ ratio }: AssumedMeasurement): number {
  return ratio ? Math.max(ratio, 1 / ratio) : 0;
}

function describeMeasurement({
  title,
  value,
  assumed,
  unit,
}: AssumedMeasurement): string {
  const assumption =
    assumed === undefined
      ? 'left open'
      : `assumed: ${formatQuantity(assumed, unit)}`;
  return `${title} at ${formatQuantity(value, unit)} (${assumption})`;
}
