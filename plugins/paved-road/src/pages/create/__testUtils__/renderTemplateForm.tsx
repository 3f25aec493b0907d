import { FrontendSystem } from '../../../__testUtils__/frontendSystems';
import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { rootRouteRef, ScaffolderPage } from '@backstage/plugin-scaffolder';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { JsonObject } from '@backstage/types';
import { Route, Routes } from 'react-router-dom';
import plugin from '../../../alpha';
import { pavedRoadApiRef } from '../../../data/api';
import { pavedRoadFieldExtensions } from '../../../plugin/classic/pavedRoadFieldExtensions';
import { selectedTemplateRouteRef } from '../../../data/routes';
import { FakeAssessments } from '../../../testing/FakeAssessments';
import { allowAllBut } from '../../../__testUtils__/allowAllBut';
import { withQuestionTitles } from '../withQuestionTitles';

export { frontendSystems } from '../../../__testUtils__/frontendSystems';

const parameters = (pattern: string) => [
  {
    title: 'Architecture',
    properties: {
      profile: {
        title: 'Workload',
        type: 'object',
        'ui:field': 'PavedRoadAdvisor',
        'ui:options': { pattern },
      },
      rationale: { title: 'Rationale', type: 'string' },
    },
  },
  {
    title: 'About the service',
    required: ['name'],
    properties: {
      name: { title: 'Name', type: 'string' },
      owner: { title: 'Owner', type: 'string' },
      system: { title: 'System', type: 'string' },
      description: { title: 'Description', type: 'string' },
    },
  },
];

const templateFor = (pattern: string, title: string): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: `ai-${pattern}`,
    namespace: 'default',
    title,
    annotations: { 'paved-road.io/pattern': pattern },
  },
  spec: { type: 'service', parameters: parameters(pattern) },
});

export const templates = [
  templateFor('monolith', 'The monolith'),
  templateFor('microservices', 'The microservice'),
  templateFor('serverless', 'The function'),
];

/** Renders the template form for a pattern in either frontend system. */
export async function renderTemplateForm(
  system: FrontendSystem,
  fake: FakeAssessments,
  options: {
    pattern?: string;
    formData?: JsonObject;
    /** Replaces the default pages. */
    pages?: (JsonObject & { title: string })[];
    /** Groups in the catalog. */
    groups?: Entity[];
  } = {},
) {
  const { pattern = 'monolith', formData, groups = [] } = options;
  const pages = options.pages ?? parameters(pattern);
  const address = `/create/templates/default/ai-${pattern}`;
  // The scaffolder reads prefilled values from the URL.
  window.history.replaceState(
    undefined,
    '',
    formData
      ? `?${new URLSearchParams({ formData: JSON.stringify(formData) })}`
      : '/',
  );
  const scaffolderApi = scaffolderApiMock.mock({
    getTemplateParameterSchema: async () => ({
      title: 'A template',
      steps: pages.map(schema => ({
        title: schema.title,
        schema,
      })),
    }),
    // The test ends here.
    scaffold: () => new Promise(() => {}),
  });
  const apis = [
    [pavedRoadApiRef, fake],
    [catalogApiRef, catalogApiMock({ entities: [...templates, ...groups] })],
    [permissionApiRef, allowAllBut([])],
    [scaffolderApiRef, withQuestionTitles(scaffolderApi, fake)],
  ] as const;
  if (system === 'new') {
    const { container } = renderTestApp({
      features: [scaffolderPlugin, plugin],
      initialRouteEntries: [address],
      apis: [...apis],
    });
    return { scaffolderApi, container };
  }
  const { container } = await renderInTestApp(
    <TestApiProvider apis={apis}>
      <Routes>
        <Route path="/create/*" element={<ScaffolderPage />}>
          <Route path="*" element={pavedRoadFieldExtensions} />
        </Route>
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [address],
      mountedRoutes: {
        '/create': rootRouteRef,
        '/create/templates/:namespace/:templateName': selectedTemplateRouteRef,
      },
    },
  );
  return { scaffolderApi, container };
}
