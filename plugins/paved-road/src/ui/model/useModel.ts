import { ModelDescription } from '@paved-road/plugin-paved-road-common';
import { describeModel } from '@paved-road/plugin-paved-road-common/advisor';
import { createContext, useContext } from 'react';

/** The decision model of the portal; the plugin's built-in model without a provider. */
export const ModelContext = createContext<ModelDescription>(describeModel());

/** The decision model of the portal. */
export function useModel(): ModelDescription {
  return useContext(ModelContext);
}
