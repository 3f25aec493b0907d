import { FrontendSystem } from './frontendSystems';
import { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/core-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { JsonObject } from '@backstage/types';
import { Route, Routes } from 'react-router-dom';
import plugin from '../alpha';
import { pavedRoadApiRef } from '../data/api';
import {
  EntityArchitectureContent,
  EntityScorecardContent,
} from '../plugin/classic/plugin';
import {
  ARCHITECTURE_PATH,
  architectureRouteRef,
  SCORECARD_PATH,
  scorecardRouteRef,
  selectedTemplateRouteRef,
} from '../data/routes';
import { FakeAssessments } from '../testing/FakeAssessments';
import { allowAllBut } from './allowAllBut';

export { frontendSystems } from './frontendSystems';

export const entityNamed = (name: string, kind = 'Component'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    description: 'Scores payments before they go out.',
    annotations: { 'paved-road.io/pattern': 'monolith' },
  },
  spec: { type: 'service', lifecycle: 'experimental', owner: 'fraud' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/fraud' }],
});

/** Reference of the rendered entity. */
export const entityRef = 'component:default/fraud-scorer';

const TEMPLATE_PATH = '/create/templates/:namespace/:templateName';

const ENTITY_PATH = '/catalog/:namespace/:kind/:name';

/** Renders the Architecture tab of an entity page in either frontend system, as the fake's actor sees it. */
export async function renderArchitecture(
  system: FrontendSystem,
  fake: FakeAssessments,
  options: {
    /** Names of denied permissions. */
    denied?: string[];
    /** Query string and hash of the URL. */
    query?: string;
    /** Name of the entity. The permission hook caches per entity, so other permissions need another entity. */
    name?: string;
    /** Kind of the entity; `Component` by default. */
    kind?: string;
    /** Additional annotations of the entity. */
    annotations?: Record<string, string>;
    /** Other entities in the catalog. */
    others?: Entity[];
    /** Without it, the signals plugin is not installed. */
    signals?: SignalApi;
    /** Config of the app, in the new frontend system. */
    config?: JsonObject;
    /** Path of the tab; the Architecture tab by default. */
    path?: typeof ARCHITECTURE_PATH | typeof SCORECARD_PATH;
  } = {},
) {
  const { name = 'fraud-scorer', query = '', kind, others = [] } = options;
  const { path = ARCHITECTURE_PATH } = options;
  const entity = entityNamed(name, kind);
  Object.assign(entity.metadata.annotations!, options.annotations);
  const address = `/catalog/default/${entity.kind.toLocaleLowerCase(
    'en-US',
  )}/${name}${path}${query}`;
  const catalogApi = catalogApiMock({ entities: [entity, ...others] });
  const identityApi = mockApis.identity({ userEntityRef: fake.actor });
  const permissionApi = allowAllBut(options.denied ?? []);

  const signals = options.signals
    ? ([[signalApiRef, options.signals]] as const)
    : [];

  if (system === 'new') {
    return renderTestApp({
      features: [catalogPlugin, plugin],
      config: options.config,
      initialRouteEntries: [address],
      mountedRoutes: { [TEMPLATE_PATH]: selectedTemplateRouteRef },
      apis: [
        [pavedRoadApiRef, fake],
        [catalogApiRef, catalogApi],
        [permissionApiRef, permissionApi],
        [identityApiRef, identityApi],
        ...signals,
      ],
    });
  }
  return await renderInTestApp(
    <TestApiProvider
      apis={[
        [pavedRoadApiRef, fake],
        [catalogApiRef, catalogApi],
        [permissionApiRef, permissionApi],
        [identityApiRef, identityApi],
        ...signals,
      ]}
    >
      <EntityProvider entity={entity}>
        <Routes>
          <Route
            path={`${ENTITY_PATH}${ARCHITECTURE_PATH}`}
            element={<EntityArchitectureContent />}
          />
          <Route
            path={`${ENTITY_PATH}${SCORECARD_PATH}`}
            element={<EntityScorecardContent />}
          />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: {
        [ENTITY_PATH]: entityRouteRef,
        [TEMPLATE_PATH]: selectedTemplateRouteRef,
        [`${ENTITY_PATH}${ARCHITECTURE_PATH}`]: architectureRouteRef,
        [`${ENTITY_PATH}${SCORECARD_PATH}`]: scorecardRouteRef,
      },
    },
  );
}

/** Renders the Scorecard tab like `renderArchitecture`. */
export const renderScorecard = (
  system: FrontendSystem,
  fake: FakeAssessments,
  options: Omit<Parameters<typeof renderArchitecture>[2], 'path'> = {},
) => renderArchitecture(system, fake, { ...options, path: SCORECARD_PATH });
