import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Table } from '@backstage/core-components';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { createPavedRoadColumns } from '../..';
import { pavedRoadApiRef } from '../../data/api';
import { exampleChecks, exampleServices } from '../../testing/exampleFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';

const entityNamed = (name: string, kind = 'Component'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

async function render(api: FakeScorecards, entities: Entity[]) {
  await renderInTestApp(
    <TestApiProvider apis={[[pavedRoadApiRef, api]]}>
      <Table
        columns={[
          { title: 'Name', render: ({ entity }) => entity.metadata.name },
          ...createPavedRoadColumns(),
        ]}
        data={entities.map(entity => ({
          entity,
          resolved: {
            name: entity.metadata.name,
            entityRef: stringifyEntityRef(entity),
            partOfSystemRelations: [],
            ownedByRelations: [],
          },
        }))}
      />
    </TestApiProvider>,
  );
}

const row = (name: string) =>
  within(screen.getByRole('row', { name: new RegExp(name) }));

describe('createPavedRoadColumns', () => {
  it('show the level and the pattern of each row, and ask for all of them at once', async () => {
    const api = new FakeScorecards({
      services: exampleServices,
      checks: exampleChecks,
    });
    await render(api, [
      entityNamed('fraud-scorer'),
      entityNamed('chat-intent'),
      entityNamed('not-evaluated'),
      entityNamed('payments', 'User'),
    ]);
    expect(await row('fraud-scorer').findByText('Silver')).toBeVisible();
    const pattern = row('fraud-scorer').getByRole('cell', { name: 'Hybrid' });
    // The table breaks words, which leaves a pattern in pieces where there are many columns.
    expect(pattern).toHaveStyle({ wordBreak: 'normal' });
    expect(row('chat-intent').getByText('None')).toBeVisible();
    expect(
      row('not-evaluated')
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    ).toEqual(['not-evaluated', '', '']);
    expect(api.queries.map(({ refs }) => refs)).toEqual([
      [
        'component:default/fraud-scorer',
        'component:default/chat-intent',
        'component:default/not-evaluated',
      ],
    ]);
  });

  it('say quietly that nothing is known when the service does not answer', async () => {
    const api = new FakeScorecards({ services: exampleServices });
    api.failure = new Error('The database is asleep');
    await render(api, [entityNamed('fraud-scorer')]);
    expect(await row('fraud-scorer').findAllByText('not known')).toHaveLength(
      2,
    );
  });
});
