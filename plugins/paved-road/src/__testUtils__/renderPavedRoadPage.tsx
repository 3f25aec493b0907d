import { FrontendSystem } from './frontendSystems';
import { Entity } from '@backstage/catalog-model';
import { IdentityApi, identityApiRef } from '@backstage/core-plugin-api';
import { coreApis } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  CatalogApi,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { JsonArray } from '@backstage/types';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { act } from '@testing-library/react';
import {
  createPath,
  Route,
  Routes,
  useLocation,
  useNavigate,
} from 'react-router-dom';
import plugin from '../alpha';
import { pavedRoadApiRef } from '../data/api';
import { PavedRoadPage } from '../plugin/classic/plugin';
import { rootRouteRef, selectedTemplateRouteRef } from '../data/routes';
import { FakeAssessments } from '../testing/FakeAssessments';
import { allowAllBut } from './allowAllBut';
import { FakeScorecards } from '../testing/FakeScorecards';
import { FakeSignals } from './FakeSignals';

export { frontendSystems } from './frontendSystems';

const otherPages = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
  '/create/templates/:namespace/:templateName': selectedTemplateRouteRef,
};

/** Either fake is sufficient for the page. */
type FakeApi = FakeScorecards | FakeAssessments;

type Apis = readonly [
  readonly [typeof pavedRoadApiRef, FakeApi],
  readonly [typeof catalogApiRef, CatalogApi],
  readonly [typeof permissionApiRef, PermissionApi],
  readonly [typeof signalApiRef, SignalApi],
  readonly [typeof identityApiRef, IdentityApi],
];

/** Renders the Paved Road page in either frontend system at a URL. */
export async function renderPavedRoadPage(
  system: FrontendSystem,
  api: FakeApi,
  address: string,
  options: {
    /** Entities in the catalog. */
    entities?: Entity[];
    /** Names of denied permissions. The permission hook caches them, so other permissions need another test file. */
    denied?: string[];
    /** Source of change signals; none by default. */
    signals?: SignalApi;
    /** Entity reference of the person. */
    userRef?: string;
    /** `app.extensions` of the app-config; only for the new frontend system. */
    extensions?: JsonArray;
  } = {},
) {
  const {
    entities = [],
    denied = [],
    signals = new FakeSignals(),
    userRef: userEntityRef = 'user:default/guest',
  } = options;
  const apis = [
    [pavedRoadApiRef, api],
    [catalogApiRef, catalogApiMock({ entities })],
    [permissionApiRef, allowAllBut(denied)],
    [signalApiRef, signals],
    [identityApiRef, mockApis.identity({ userEntityRef })],
  ] as const;
  return system === 'classic'
    ? await renderInClassicApp(apis, address)
    : renderInNewApp(apis, address, options.extensions);
}

async function renderInClassicApp(apis: Apis, address: string) {
  let location = '';
  let navigate: ReturnType<typeof useNavigate>;
  // A separate component, because otherwise its routes would become routes of the app.
  function Browser() {
    location = createPath(useLocation());
    navigate = useNavigate();
    return (
      <Routes>
        <Route path="/paved-road/*" element={<PavedRoadPage />} />
      </Routes>
    );
  }
  const { container } = await renderInTestApp(
    <TestApiProvider apis={apis}>
      <Browser />
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: { '/paved-road': rootRouteRef, ...otherPages },
    },
  );
  return {
    /** Content of the plugin, without the frame of the app. */
    content: () => container.querySelector<HTMLElement>('main > article')!,
    /** Path and query string. */
    address: () => location,
    back: () => act(async () => navigate(-1)),
  };
}

function renderInNewApp(
  given: Apis,
  address: string,
  extensions: JsonArray = [],
) {
  const { container, apis } = renderTestApp({
    features: [plugin],
    apis: [...given],
    config: {
      app: { baseUrl: 'http://localhost:3000', extensions },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    initialRouteEntries: [address],
    mountedRoutes: otherPages,
  });
  const history = apis.get(coreApis.appHistory)!;
  return {
    content: () => container.querySelector('main')!,
    address: () => createPath(history.getSnapshot().location),
    back: () => act(async () => history.navigate(-1)),
  };
}
