import {
  ModelDescription,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ReactNode } from 'react';
import { usePavedRoadApi } from '../api';
import { findQueryClient } from '../queries/queryClient';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Loading } from '../../ui/components/Loading';
import { ModelContext } from '../../ui/model';

type ModelApi = Pick<PavedRoadApi, 'getModel'>;

/* Loaded once per visit, because it changes only when the service restarts. */
const createModelQuery = (api: ModelApi) =>
  queryOptions({
    queryKey: ['model'],
    queryFn: () => api.getModel(),
    staleTime: Infinity,
    gcTime: Infinity,
  });

/** The model, outside of components. */
export function loadModel(api: ModelApi): Promise<ModelDescription> {
  return findQueryClient(api).fetchQuery(createModelQuery(api));
}

/** Provides the decision model of the portal to its children. */
export function ModelProvider(props: {
  /**
   * Message if the service fails; children then use the plugin's built-in model. Without it, only the error is shown.
   */
  renderUnavailable?: (error: Error, retry: () => void) => ReactNode;
  /** Shown while the model loads, instead of a progress bar. */
  skeleton?: ReactNode;
  children: ReactNode;
}) {
  const { renderUnavailable, skeleton = <Loading /> } = props;
  const api = usePavedRoadApi();
  const { data, error, isFetching, refetch } = useQuery(
    createModelQuery(api),
    findQueryClient(api),
  );
  const retry = () => void refetch();
  if (error && !isFetching && renderUnavailable) {
    return (
      <>
        {renderUnavailable(error, retry)}
        {props.children}
      </>
    );
  }
  if (error && !isFetching) {
    return <ErrorAlert error={error} onRetry={retry} />;
  }
  if (!data) {
    return <>{skeleton}</>;
  }
  return (
    <ModelContext.Provider value={data}>{props.children}</ModelContext.Provider>
  );
}
