import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { allowAllBut } from '../../../__testUtils__/allowAllBut';
import { FakeSignals } from '../../../__testUtils__/FakeSignals';
import plugin from '../../../alpha';
import { pavedRoadApiRef } from '../../../data/api';
import {
  entityNamed,
  frontendSystems,
} from '../../../__testUtils__/renderArchitecture';
import { EntityPavedRoadCard } from '../../../plugin/classic/plugin';
import { FakeAssessments } from '../../../testing/FakeAssessments';
import { selectedTemplateRouteRef } from '../../../data/routes';

const model = (
  name: string,
  title: string,
  tags: string[],
  annotations: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    namespace: 'default',
    title,
    tags,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [
        `paved-road.io/model-${key}`,
        value,
      ]),
    ),
  },
  spec: { type: 'ai-model', owner: 'group:default/platform' },
});

const models = [
  model('sonnet', 'Sonnet', ['llm'], {
    provider: 'anthropic',
    version: '20250929',
    placement: 'hosted-api',
  }),
  model('mini', 'Mini', ['llm'], { provider: 'openai', version: 'latest' }),
  model('local', 'Local', ['llm'], { placement: 'own-gpu' }),
  model('ocr', 'Layout OCR', [], {}),
  {
    ...model('cache', 'Cache', [], {}),
    spec: { type: 'database', owner: 'group:default/platform' },
  },
];

const service = (...names: string[]): Entity => ({
  ...entityNamed('fraud-scorer'),
  relations: [
    ...names.map(name => ({
      type: 'dependsOn',
      targetRef: `resource:default/${name}`,
    })),
    { type: 'dependsOn', targetRef: 'component:default/ledger' },
  ],
});

/** The card on the overview page of an entity. */
async function render(
  system: (typeof frontendSystems)[number],
  entity: Entity,
) {
  const catalog = catalogApiMock({ entities: [entity, ...models] });
  const getEntitiesByRefs = jest.spyOn(catalog, 'getEntitiesByRefs');
  const apis = [
    [pavedRoadApiRef, new FakeAssessments()],
    [catalogApiRef, catalog],
    [permissionApiRef, allowAllBut([])],
    [signalApiRef, new FakeSignals()],
  ] as const;
  const show = async () => {
    if (system === 'new') {
      renderTestApp({
        features: [catalogPlugin, plugin],
        initialRouteEntries: ['/catalog/default/component/fraud-scorer'],
        mountedRoutes: {
          '/create/templates/:namespace/:templateName':
            selectedTemplateRouteRef,
        },
        apis: [...apis],
      });
    } else {
      await renderInTestApp(
        <TestApiProvider apis={apis}>
          <EntityProvider entity={entity}>
            <EntityPavedRoadCard />
          </EntityProvider>
        </TestApiProvider>,
        {
          mountedRoutes: {
            '/catalog/:namespace/:kind/:name': entityRouteRef,
            '/create/templates/:namespace/:templateName':
              selectedTemplateRouteRef,
          },
        },
      );
    }
    return within(await screen.findByRole('region', { name: 'Paved road' }));
  };
  return { getEntitiesByRefs, show };
}

describe.each(frontendSystems)(
  'models of an entity in the %s frontend system',
  system => {
    it('are named with who runs them, where, and whether they are pinned', async () => {
      const { show } = await render(
        system,
        service('sonnet', 'mini', 'local', 'ocr', 'cache', 'hidden'),
      );
      const card = await show();
      const list = await card.findByRole('list', { name: 'Models' });
      expect(
        within(list)
          .getAllByRole('listitem')
          .map(({ textContent }) => textContent),
      ).toEqual([
        'Layout OCR',
        'LocalOwn GPUsVersion not stated',
        'MiniopenaiNot pinned: latest',
        'Sonnetanthropic, Hosted APIPinned: 20250929',
      ]);
      expect(within(list).getByRole('link', { name: 'Mini' })).toHaveAttribute(
        'href',
        '/catalog/default/resource/mini',
      );
      expect(await axe(list)).toHaveNoViolations();
    });

    it('are not mentioned where there are none, and not asked for', async () => {
      const { show, getEntitiesByRefs } = await render(system, service());
      const card = await show();
      expect(await card.findByText('Not decided')).toBeVisible();
      expect(card.queryByText('Models')).toBeNull();
      // The page of the catalog asks for other fields.
      expect(
        getEntitiesByRefs.mock.calls.filter(([{ fields }]) =>
          fields?.includes('metadata.tags'),
        ),
      ).toEqual([]);
    });
  },
);

describe('EntityModels', () => {
  it('is not there where what it depends on is no model', async () => {
    const { show } = await render('classic', service('cache', 'hidden'));
    const card = await show();
    expect(await card.findByText('Not decided')).toBeVisible();
    expect(card.queryByText('Models')).toBeNull();
  });

  it('says that they could not be loaded, and tries again', async () => {
    const { show, getEntitiesByRefs } = await render(
      'classic',
      service('sonnet'),
    );
    getEntitiesByRefs.mockRejectedValueOnce(new Error('The catalog is asleep'));
    const card = await show();
    expect(await card.findByText('Could not load the models')).toBeVisible();
    expect(card.getByText('The catalog is asleep')).toBeVisible();
    await userEvent.click(card.getByRole('button', { name: 'Try again' }));
    expect(await card.findByRole('list', { name: 'Models' })).toBeVisible();
  });
});
