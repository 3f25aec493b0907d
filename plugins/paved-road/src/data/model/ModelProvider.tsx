import { useApi } from '@backstage/core-plugin-api';
import {
  ModelDescription,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Loading } from '../../ui/components/Loading';
import { ModelContext } from '../../ui/model';

const loaded = new WeakMap<object, Promise<ModelDescription>>();

/** Loads the model once per visit, because it changes only when the service restarts. */
export function loadModel(
  api: Pick<PavedRoadApi, 'getModel'>,
): Promise<ModelDescription> {
  let model = loaded.get(api);
  if (!model) {
    model = api.getModel();
    loaded.set(api, model);
    model.catch(() => loaded.delete(api));
  }
  return model;
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
  const api = useApi(pavedRoadApiRef);
  const model = useAsyncRetry(() => loadModel(api), [api]);
  if (model.error && renderUnavailable) {
    return (
      <>
        {renderUnavailable(model.error, model.retry)}
        {props.children}
      </>
    );
  }
  if (model.error) {
    return <ErrorAlert error={model.error} onRetry={model.retry} />;
  }
  if (!model.value) {
    return <>{skeleton}</>;
  }
  return (
    <ModelContext.Provider value={model.value}>
      {props.children}
    </ModelContext.Provider>
  );
}
