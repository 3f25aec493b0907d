import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { computeStanding } from '@paved-road/plugin-paved-road-common/advisor';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AssessmentStanding, StandingStore } from './StandingStore';

/** Complete assessments in memory at once. */
const PAGE = 20;

/**
 * Computes the standing of assessments without one, from their advice. They were written by a version that did not
 * store it.
 *
 * @param unreadable - ids of assessments that are skipped; gets more of them
 */
export async function fillInStandings(
  store: Pick<StandingStore, keyof StandingStore>,
  logger: LoggerService,
  unreadable: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await store.findWithout({ after, limit: PAGE });
    const standings: AssessmentStanding[] = [];
    for (const { id: assessmentId, revision, read } of page) {
      if (unreadable.has(assessmentId)) {
        continue;
      }
      try {
        standings.push({
          assessmentId,
          revision,
          standing: computeStanding(read()),
        });
      } catch (error) {
        unreadable.add(assessmentId);
        logger.warn(
          `The standing of assessment ${assessmentId} cannot be computed`,
          toError(error),
        );
      }
      await nextTurn();
    }
    await store.save(standings);
    after = page.length === PAGE ? page[PAGE - 1].id : undefined;
  } while (after !== undefined && !signal.aborted);
}
