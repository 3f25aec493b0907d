import { Entity } from '@backstage/catalog-model';
import { catalogPlugin, EntityLayout } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { createEntityPageParts, EntityPageParts } from '../..';
import { pavedRoadApiRef } from '../../data/api';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { allowAllBut } from '../../__testUtils__/allowAllBut';

const pagePath = '/catalog/:namespace/:kind/:name';

/** The page of an entity, as a classic app has it. */
function Page({ parts }: { parts: EntityPageParts }) {
  return (
    <EntityLayout>
      <EntityLayout.Route path="/" title="Overview">
        <main>
          <h2>All about it</h2>
          {parts.card}
        </main>
      </EntityLayout.Route>
      {parts.tabs}
    </EntityLayout>
  );
}

async function renderPage(spec: Entity['spec'], options: { kind?: string }) {
  const { kind = 'Component' } = options;
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'search', namespace: 'default' },
    spec,
  };
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [pavedRoadApiRef, new FakeAssessments()],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
        [permissionApiRef, allowAllBut([])],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      ]}
    >
      <EntityProvider entity={entity}>
        <Routes>
          <Route
            path={`${pagePath}/*`}
            element={<Page parts={createEntityPageParts()} />}
          />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      routeEntries: [`/catalog/default/${kind.toLowerCase()}/search`],
      mountedRoutes: {
        '/catalog': catalogPlugin.routes.catalogIndex,
        [pagePath]: entityRouteRef,
      },
    },
  );
  await screen.findByRole('heading', { name: 'All about it' });
  return screen.getAllByRole('tab').map(({ textContent }) => textContent);
}

const card = () => screen.findByRole('heading', { name: 'Paved road' });

describe('createEntityPageParts', () => {
  it('add both tabs and the card to the page of an AI service', async () => {
    expect(await renderPage({ type: 'ai-service' }, {})).toEqual([
      'Overview',
      'Architecture',
      'Scorecard',
    ]);
    expect(await card()).toBeVisible();
  });

  it('add no scorecard to a system, and nothing to what is no AI service', async () => {
    expect(await renderPage({}, { kind: 'System' })).toEqual([
      'Overview',
      'Architecture',
    ]);
    expect(await card()).toBeVisible();
  });

  it('leave the page of what is no AI service alone', async () => {
    expect(await renderPage({ type: 'website' }, {})).toEqual(['Overview']);
    expect(
      screen.queryByRole('heading', { name: 'Paved road' }),
    ).not.toBeInTheDocument();
  });
});
