import { EventsService } from '@backstage/plugin-events-node';
import { catalogEntityChangedTopic } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { ASSESSMENTS_TOPIC } from '../assessments/AssessmentPublisher';
import { EvaluationTriggers } from '../evaluation/EvaluationTriggers';
import { WAIVERS_TOPIC } from '../waivers/WaiverPublisher';

const waiverChangedSchema = z.object({ status: z.string() });
const entityChangedSchema = z.object({ entityRef: z.string() });

/** Evaluates entities after changes. */
export async function subscribeToChanges(
  events: EventsService,
  triggers: EvaluationTriggers,
): Promise<void> {
  await events.subscribe({
    id: 'paved-road.scorecards',
    topics: [ASSESSMENTS_TOPIC],
    onEvent: () => triggers.recordChanged(),
  });
  await events.subscribe({
    id: 'paved-road.waivers',
    topics: [WAIVERS_TOPIC],
    async onEvent({ eventPayload }) {
      const { status } = waiverChangedSchema.parse(eventPayload);
      // These statuses change no scorecard.
      if (status !== 'requested' && status !== 'rejected') {
        await triggers.recordChanged();
      }
    },
  });
  await events.subscribe({
    id: 'paved-road.entities',
    topics: [catalogEntityChangedTopic],
    async onEvent({ eventPayload }) {
      const { entityRef } = entityChangedSchema.parse(eventPayload);
      await triggers.entityChanged(entityRef);
    },
  });
}
