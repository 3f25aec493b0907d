import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleServices } from '../../testing/exampleFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

const teams = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);

describe.each(frontendSystems)('TeamsTab in the %s frontend system', system => {
  const render = (api: FakeScorecards) =>
    renderPavedRoadPage(system, api, '/paved-road/teams');

  it('rolls the fleet up by owner, those furthest from the road first', async () => {
    const api = new FakeScorecards({
      services: [
        ...exampleServices,
        { name: 'nobodys', level: 'silver', score: 70 },
        { name: 'nobodys-too', level: 'none', score: 10 },
      ],
    });
    const { content, address } = await render(api);

    const ledger = await screen.findByRole('row', { name: /ledger/ });
    expect(within(ledger).getAllByRole('gridcell')[0]).toHaveTextContent('2');
    expect(within(ledger).getAllByRole('gridcell')[1]).toHaveTextContent('0%');
    expect(within(ledger).getAllByRole('gridcell')[2]).toHaveTextContent('35');
    expect(
      within(ledger).getByRole('img', { name: 'No level yet: 1, Bronze: 1' }),
    ).toBeVisible();
    expect(teams()).toEqual(['ledger', 'No owner', 'fraud']);
    expect(await axe(content())).toHaveNoViolations();

    await userEvent.click(screen.getByRole('columnheader', { name: 'Owner' }));
    expect(teams()).toEqual(['fraud', 'ledger', 'No owner']);

    await userEvent.click(screen.getByRole('link', { name: 'ledger' }));
    expect(
      await screen.findByText('2 services', { selector: 'p' }),
    ).toBeVisible();
    expect(address()).toBe(
      '/paved-road/services?owner=group%3Adefault%2Fledger',
    );
    expect(api.queries.at(-1)?.owner).toBe('group:default/ledger');
  });
});

it('says what to do while nothing has been evaluated', async () => {
  await renderPavedRoadPage('new', new FakeScorecards({}), '/paved-road/teams');
  expect(
    await screen.findByRole('heading', {
      name: 'No service has been evaluated yet',
    }),
  ).toBeVisible();
});
