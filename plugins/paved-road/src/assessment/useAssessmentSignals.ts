import { assessmentsChannelOf } from '@paved-road/plugin-paved-road-common';
import { useChangeSignal } from '../signals';

/** Several assessments change in a row only when somebody decides, and then all of it is there at once. */
const PAUSE = 0;

/**
 * Reloads when the assessments of an entity change, see {@link useChangeSignal}.
 *
 * @returns whether a reload is put off
 */
export function useAssessmentSignals(
  entityRef: string,
  options: { isBusy: boolean; onReload: () => void },
): boolean {
  const { isBusy, onReload } = options;
  return useChangeSignal(assessmentsChannelOf(entityRef), onReload, {
    isBusy,
    pause: PAUSE,
  });
}
