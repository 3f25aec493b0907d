import { useApi } from '@backstage/core-plugin-api';
import {
  describeModel,
  ModelDescription,
} from '@paved-road/plugin-paved-road-common';
import { createContext, ReactNode, useContext } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../components/ErrorAlert';
import { Loading } from '../components/Loading';

const ModelContext = createContext<ModelDescription>(describeModel());

/** Loads the decision model of the portal once for all that is below it. */
export function ModelProvider(props: { children: ReactNode }) {
  const api = useApi(pavedRoadApiRef);
  const model = useAsyncRetry(() => api.getModel(), [api]);
  if (model.error) {
    return <ErrorAlert error={model.error} onRetry={model.retry} />;
  }
  if (!model.value) {
    return <Loading />;
  }
  return (
    <ModelContext.Provider value={model.value}>
      {props.children}
    </ModelContext.Provider>
  );
}

/** The decision model of the portal: what it asks, rates, weighs and assumes. */
export function useModel(): ModelDescription {
  return useContext(ModelContext);
}
