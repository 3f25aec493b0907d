import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createPavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from './pavedRoadApiRef';

export const pavedRoadApiFactory = createApiFactory({
  api: pavedRoadApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: deps => createPavedRoadApi(deps),
});
