import { EventsService } from '@backstage/plugin-events-node';
import { catalogEntityChangedTopic } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import {
  assessmentChangedSchema,
  ASSESSMENTS_TOPIC,
} from '../assessments/AssessmentPublisher';
import { EvaluationTriggers } from '../evaluation/EvaluationTriggers';
import { waiverChangedSchema, WAIVERS_TOPIC } from '../waivers/WaiverPublisher';

const entityChangedSchema = z.object({ entityRef: z.string() });

/** Evaluates entities after changes. */
export async function subscribeToChanges(
  events: EventsService,
  triggers: EvaluationTriggers,
): Promise<void> {
  await events.subscribe({
    id: 'paved-road.scorecards',
    topics: [ASSESSMENTS_TOPIC],
    async onEvent({ eventPayload }) {
      const { entityRef } = assessmentChangedSchema.parse(eventPayload);
      await triggers.recordChanged(entityRef);
    },
  });
  await events.subscribe({
    id: 'paved-road.waivers',
    topics: [WAIVERS_TOPIC],
    async onEvent({ eventPayload }) {
      const { entityRef, status } = waiverChangedSchema.parse(eventPayload);
      // These statuses change no scorecard.
      if (status !== 'requested' && status !== 'rejected') {
        await triggers.recordChanged(entityRef);
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
