import {
  AdviceRequestInput,
  Assessment,
} from '@paved-road/plugin-paved-road-common';
import { usePavedRoadApi } from '../api';
import { useAdvice } from '../model/useAdvice';
import { useAction } from '../queries/useAction';
import { useCatalogFacts } from './useEntityAssessments';

/** Inputs of an assessment that can be calculated again, without its decision. */
type Inputs = Pick<
  AdviceRequestInput,
  'profile' | 'weights' | 'assumptions' | 'platform'
>;

/**
 * The advice for an assessment with these inputs, by the current model. Stores nothing.
 *
 * @param inputs - undefined to calculate nothing
 */
export function useRecalculation(
  { entityRef, decision }: Assessment,
  inputs: Inputs | undefined,
) {
  // Stored advice also takes catalog facts into account.
  const catalog = useCatalogFacts(inputs && entityRef);
  const live = useAdvice(
    inputs && !catalog.loading
      ? { ...inputs, decision, observed: catalog.value?.observed }
      : undefined,
  );
  return { ...live, isPending: catalog.loading || live.isPending };
}

/** Saves inputs as a new draft without a decision; the assessment stays as it is. */
export function useSaveAsDraft(
  entityRef: string,
  inputs: Inputs,
  onSaved: (draft: Assessment) => Promise<void>,
) {
  const api = usePavedRoadApi();
  const { run, isPending, error } = useAction(async () =>
    onSaved(await api.createAssessment(entityRef, inputs)),
  );
  return [{ loading: isPending, error }, run] as const;
}
