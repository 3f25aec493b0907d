import { useSignal } from '@backstage/plugin-signals-react';
import {
  assessmentsChannelOf,
  AssessmentSignal,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';

/**
 * Reloads when the assessments of an entity change, or, while reloading would disturb the person,
 * says so and reloads afterwards. Without the signals plugin nothing happens.
 *
 * @returns whether a reload is put off
 */
export function useAssessmentSignals(
  entityRef: string,
  options: { isBusy: boolean; onReload: () => void },
): boolean {
  const { isBusy, onReload } = options;
  const { lastSignal } = useSignal<AssessmentSignal>(
    assessmentsChannelOf(entityRef),
  );
  const [handled, setHandled] = useState(lastSignal);
  const isOutdated = lastSignal !== handled;

  useEffect(() => {
    if (isOutdated && !isBusy) {
      setHandled(lastSignal);
      onReload();
    }
  }, [isOutdated, isBusy, lastSignal, onReload]);

  return isOutdated && isBusy;
}
