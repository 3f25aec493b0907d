import { ResponseError } from '@backstage/errors';
import {
  Assessment,
  AssessmentEvent,
} from '@paved-road/plugin-paved-road-common';
import { Seeder } from '../Seeder';
import { ScriptEntry } from './script';

const actions: Record<ScriptEntry['status'], AssessmentEvent['action'][]> = {
  draft: ['created'],
  submitted: ['created', 'submitted'],
  approved: ['created', 'submitted', 'approved'],
  rejected: ['created', 'submitted', 'rejected'],
};

/**
 * Performs a script of assessments. Repeating it at each start is safe: every entry has an idempotency key, and
 * assessments that someone has changed stay.
 */
export class AssessmentSeeder extends Seeder {
  async play(script: ScriptEntry[]): Promise<void> {
    let steps = 0;
    const places = new Map<string, number>();
    for (const entry of script) {
      const { entityRef } = entry;
      const place = (places.get(entityRef) ?? 0) + 1;
      places.set(entityRef, place);
      steps += await this.untilPossible(
        `Assessment ${place} of ${entityRef} in the example`,
        () => this.#playEntry(entry, `example-${place}`),
      );
    }
    await this.readReviews();
    if (steps > 0) {
      this.logger.info(
        `Created the example's ${script.length} assessments in ${steps} steps`,
      );
    }
  }

  protected override isRefusal(error: unknown): boolean {
    return ResponseError.is(error) && [400, 409].includes(error.statusCode);
  }

  /** @returns the number of performed steps */
  async #playEntry(
    entry: ScriptEntry,
    idempotencyKey: string,
  ): Promise<number> {
    const { author, reviewer, comment, status, entityRef, ...content } = entry;
    const asAuthor = await this.signIn(author);
    let assessment = await asAuthor.createAssessment(entityRef, {
      ...content,
      idempotencyKey,
    });
    let steps = 0;
    for (
      let next = nextAction(assessment, status);
      next;
      next = nextAction(assessment, status)
    ) {
      const { id, etag } = assessment;
      if (next === 'submitted') {
        assessment = await asAuthor.submitAssessment(id, etag);
      } else {
        const asReviewer = await this.signIn(reviewer);
        assessment =
          next === 'approved'
            ? await asReviewer.approveAssessment(id, etag, comment)
            : await asReviewer.rejectAssessment(id, etag, comment);
        this.hasReviewed(id, [author, reviewer]);
      }
      steps += 1;
    }
    return steps;
  }
}

/** @returns the next step, if the history of the assessment matches the script so far */
function nextAction(
  assessment: Assessment,
  status: ScriptEntry['status'],
): AssessmentEvent['action'] | undefined {
  const done = assessment.events.map(event => event.action);
  const planned = actions[status];
  return done.every((action, step) => action === planned[step])
    ? planned[done.length]
    : undefined;
}
