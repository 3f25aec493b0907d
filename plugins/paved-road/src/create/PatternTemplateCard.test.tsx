import {
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { allowAllBut } from '../__testUtils__/allowAllBut';
import { PatternTemplateCard } from './PatternTemplateCard';

const template: TemplateEntityV1beta3 = {
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

async function render(denied: string[], onSelected?: () => void) {
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

describe('PatternTemplateCard', () => {
  it('shows how the pattern of the template is built, and all that the usual card has', async () => {
    const onSelected = jest.fn();
    const { container } = await render([], onSelected);
    const card = screen.getByRole('article', { name: 'The monolith' });
    for (const text of ['AI core', 'One deployable.', 'onnx', 'service']) {
      expect(card).toHaveTextContent(text);
    }
    expect(
      screen.getByRole('article', { name: 'plain' }),
    ).not.toHaveTextContent('AI core');
    expect(screen.getByRole('link', { name: 'Guide' })).toHaveAttribute(
      'href',
      'https://example.com/docs',
    );
    expect(
      screen.getAllByRole('link', { name: 'About the template' })[0],
    ).toHaveAttribute('href', '/catalog/default/template/ai-monolith');
    expect(await axe(container)).toHaveNoViolations();

    await userEvent.click(
      screen.getByRole('button', { name: 'Choose The monolith' }),
    );
    expect(onSelected).toHaveBeenCalledWith(template);
  });

  it('offers nothing to choose to who may not create', async () => {
    await render(['scaffolder.task.create']);
    expect(screen.getByText('The monolith')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Choose/ })).toBeNull();
  });
});
