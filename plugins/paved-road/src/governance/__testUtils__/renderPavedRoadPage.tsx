import { coreApis } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { act } from '@testing-library/react';
import {
  createPath,
  Route,
  Routes,
  useLocation,
  useNavigate,
} from 'react-router-dom';
import plugin from '../../alpha';
import { pavedRoadApiRef } from '../../api';
import { PavedRoadPage } from '../../plugin';
import { rootRouteRef } from '../../routes';
import { FakeScorecards } from '../../testing/FakeScorecards';

export const frontendSystems = ['classic', 'new'] as const;

const ENTITY_PATH = '/catalog/:namespace/:kind/:name';

/** The Paved Road page in an app of either frontend system, at an address. */
export async function renderPavedRoadPage(
  system: (typeof frontendSystems)[number],
  api: FakeScorecards,
  address: string,
) {
  return system === 'classic'
    ? await renderInClassicApp(api, address)
    : renderInNewApp(api, address);
}

async function renderInClassicApp(api: FakeScorecards, address: string) {
  let location = '';
  let navigate: ReturnType<typeof useNavigate>;
  // A component of its own, or else its routes would be taken for the app's.
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
    <TestApiProvider apis={[[pavedRoadApiRef, api]]}>
      <Browser />
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: {
        '/paved-road': rootRouteRef,
        [ENTITY_PATH]: entityRouteRef,
      },
    },
  );
  return {
    /** What the plugin shows, without the frame around it. */
    content: () => container.querySelector<HTMLElement>('main > article')!,
    /** Path and query string. */
    address: () => location,
    back: () => act(() => navigate(-1)),
  };
}

function renderInNewApp(api: FakeScorecards, address: string) {
  const { container, apis } = renderTestApp({
    features: [plugin],
    apis: [[pavedRoadApiRef, api]],
    initialRouteEntries: [address],
    mountedRoutes: { [ENTITY_PATH]: entityRouteRef },
  });
  const history = apis.get(coreApis.appHistory)!;
  return {
    content: () => container.querySelector('main')!,
    address: () => createPath(history.getSnapshot().location),
    back: () => act(() => history.navigate(-1)),
  };
}
