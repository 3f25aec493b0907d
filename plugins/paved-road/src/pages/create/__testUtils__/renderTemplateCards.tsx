import {
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { allowAllBut } from '../../../__testUtils__/allowAllBut';
import { PatternTemplateCard } from '../PatternTemplateCard';

export const template: TemplateEntityV1beta3 = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'ai-monolith',
    title: 'The monolith',
    description: 'One deployable.',
    tags: ['onnx'],
    annotations: { 'paved-road.io/pattern': 'monolith' },
    links: [{ url: 'https://example.com/docs', title: 'Guide' }],
  },
  spec: { type: 'service', steps: [] },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
};

/**
 * Renders a card for a template with a pattern, and one without.
 *
 * @param denied - names of denied permissions; the permission hook caches them, so other permissions need another test
 * file
 */
export async function renderTemplateCards(
  denied: string[],
  onSelected?: () => void,
) {
  return await renderInTestApp(
    <TestApiProvider
      apis={[
        [permissionApiRef, allowAllBut(denied)],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      ]}
    >
      <h2>Templates</h2>
      <PatternTemplateCard template={template} onSelected={onSelected} />
      <PatternTemplateCard
        template={{ ...template, metadata: { name: 'plain' } }}
      />
    </TestApiProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}
