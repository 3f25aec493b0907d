import { Entity } from '@backstage/catalog-model';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleRules } from '../../testing/exampleRules';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const entityOf = (
  kind: string,
  name: string,
  type: string,
  rest: Partial<Entity> & { tags?: string[] } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', tags: rest.tags },
  spec: { type },
  relations: rest.relations,
});

const catalog = [
  entityOf('Component', 'search', 'service', { tags: ['llm', 'java'] }),
  entityOf('Component', 'chat', 'service', {
    tags: ['llm'],
    relations: [{ type: 'dependsOn', targetRef: 'resource:default/mistral' }],
  }),
  entityOf('Component', 'shop', 'website', { tags: ['java'] }),
  entityOf('Resource', 'mistral', 'ai-model'),
];

const rules = {
  ...exampleRules,
  items: exampleRules.items.map(pack => ({
    ...pack,
    spec: { ...pack.spec, filter: { 'spec.type': 'ai-service' } },
  })),
};

const title = 'Which of your components are AI services?';

describe.each(frontendSystems)(
  'The choices of services in the %s frontend system',
  system => {
    it('say how many entities each selects, and the config that selects them', async () => {
      const { content } = await renderPavedRoadPage(
        system,
        new FakeScorecards({ rules }),
        '/paved-road',
        { entities: catalog },
      );
      const section = within(
        await screen.findByRole('region', { name: title }),
      );
      const rows = (await section.findAllByRole('row')).slice(1);
      expect(
        rows.map(row =>
          [
            within(row).getByRole('rowheader'),
            ...within(row).getAllByRole('cell'),
          ].map(cell => cell.textContent),
        ),
      ).toEqual([
        [
          'Tag llm',
          '2',
          'filter: { kind: Component, metadata.tags: { $contains: llm } }Copy',
        ],
        [
          'Dependency on a model (1 in the catalog)',
          '1',
          'filter: { kind: Component, relations: { $contains: { type: dependsOn, targetRef: { $in: [ resource:default/mistral ] } } } }Copy',
        ],
        [
          'Type service',
          '2',
          'filter: { kind: Component, spec.type: service }Copy',
        ],
        [
          'Type website',
          '1',
          'filter: { kind: Component, spec.type: website }Copy',
        ],
        ['Every Component', '3', 'filter: { kind: Component }Copy'],
      ]);
      expect(await axe(content())).toHaveNoViolations();

      const user = userEvent.setup();
      const write = jest.spyOn(navigator.clipboard, 'writeText');
      await user.click(
        section.getByRole('button', { name: 'Copy the config: Tag llm' }),
      );
      expect(await section.findByText('Copied')).toBeVisible();
      expect(write).toHaveBeenCalledWith(
        `pavedRoad:
  scorecards:
    filter: { kind: Component, metadata.tags: { $contains: llm } }
`,
      );
    });
  },
);

describe('The choices of services', () => {
  it('are not offered where scorecards are on the way', async () => {
    await renderPavedRoadPage(
      'new',
      new FakeScorecards({ rules }),
      '/paved-road',
      { entities: [...catalog, entityOf('Component', 'a', 'ai-service')] },
    );
    expect(
      await screen.findByText(/^The rule packs select 1 entity/),
    ).toBeVisible();
    expect(screen.queryByRole('region', { name: title })).toBeNull();
  });
});
