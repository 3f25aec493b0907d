import { useApi } from '@backstage/core-plugin-api';
import {
  describeModel,
  ModelDescription,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { createContext, ReactNode, useContext } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../components/ErrorAlert';
import { Loading } from '../components/Loading';

const ModelContext = createContext<ModelDescription>(describeModel());

const loaded = new WeakMap<PavedRoadApi, Promise<ModelDescription>>();

/** The model changes only when the service restarts: one request per visit is enough. */
function loadModel(api: PavedRoadApi): Promise<ModelDescription> {
  let model = loaded.get(api);
  if (!model) {
    model = api.getModel();
    loaded.set(api, model);
    model.catch(() => loaded.delete(api));
  }
  return model;
}

/** Loads the decision model of the portal for all that is below it; the first one asks the service. */
export function ModelProvider(props: { children: ReactNode }) {
  const api = useApi(pavedRoadApiRef);
  const model = useAsyncRetry(() => loadModel(api), [api]);
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
