import { ConflictError } from '@backstage/errors';
import { CheckResult } from '@paved-road/plugin-paved-road-common';

/**
 * Only a check that fails can be waived; one that is waived now can be waived for longer.
 *
 * @param results - of the entity, as they are now
 * @throws ConflictError that says what the check comes to, and what to do instead
 */
export function assertWaivable(
  results: CheckResult[],
  { entityRef, checkId }: { entityRef: string; checkId: string },
): void {
  const result = results.find(candidate => candidate.checkId === checkId);
  const nothing = 'so there is nothing to waive';
  switch (result?.state) {
    case 'fail':
    case 'waived':
      return;
    case 'pass':
      throw new ConflictError(
        `checkId: ${entityRef} passes ${checkId}, ${nothing}`,
      );
    case 'unknown':
      throw new ConflictError(
        `checkId: it is not known whether ${entityRef} passes ${checkId}: ${result.reason}. A waiver is for a check that fails; repair what keeps it from being known`,
      );
    default:
      throw new ConflictError(
        `checkId: ${checkId} does not apply to ${entityRef}, ${nothing}`,
      );
  }
}
