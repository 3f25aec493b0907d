import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  exampleAssets,
  exampleChecks,
  exampleServices,
  exampleTeams,
} from '../../testing/exampleFleet';
import { rulesOfMoreKinds } from '../../testing/exampleRules';
import { FakeService, FakeTeam } from '../../testing/fakeFleet';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const teams = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);

const exampleFleet = (services: FakeService[] = []) =>
  new FakeScorecards({
    services: [
      ...exampleServices,
      {
        name: 'query-parser',
        owner: 'group:default/search',
        level: 'gold',
        score: 90,
      },
      ...services,
    ],
    teams: exampleTeams,
  });

describe.each(frontendSystems)('TeamsTab in the %s frontend system', system => {
  const render = (api: FakeScorecards, query = '') =>
    renderPavedRoadPage(system, api, `/paved-road/teams${query}`);

  it('rolls the fleet up along the hierarchy of groups', async () => {
    const api = exampleFleet();
    const { content, address, back } = await render(api);

    const payments = await screen.findByRole('row', { name: /payments/ });
    expect(
      within(payments)
        .getAllByRole('cell')
        .slice(0, 3)
        .map(cell => cell.textContent),
    ).toEqual(['3', '33%', '51']);
    expect(
      within(payments).getByRole('img', {
        name: 'No level yet: 1, Bronze: 1, Silver: 1',
      }),
    ).toBeVisible();
    expect(teams()).toEqual(['payments', 'search']);
    expect(screen.getByRole('link', { name: 'search' })).toHaveAttribute(
      'href',
      '/paved-road/services?team=group%3Adefault%2Fsearch',
    );
    expect(await axe(content())).toHaveNoViolations();

    await userEvent.click(screen.getByRole('link', { name: 'payments' }));
    await waitFor(() => expect(teams()).toEqual(['ledger', 'fraud']));
    expect(address()).toBe('/paved-road/teams?team=group%3Adefault%2Fpayments');
    const path = screen.getByRole('navigation', {
      name: 'Place in the organisation',
    });
    await waitFor(() => expect(path).toHaveTextContent('All teamspayments'));
    expect(
      await screen.findByRole('link', {
        name: '3 services, including subteams',
      }),
    ).toHaveAttribute(
      'href',
      '/paved-road/services?team=group%3Adefault%2Fpayments',
    );
    expect(
      screen.queryByRole('link', { name: /of payments itself/ }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText(/belong to no group/)).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();

    await back();
    await waitFor(() => expect(teams()).toHaveLength(2));
    expect(await screen.findByRole('link', { name: 'payments' })).toBeVisible();
  });

  it('shows how each team does on each track, and which services fail there', async () => {
    const api = new FakeScorecards({
      services: exampleServices,
      checks: [
        ...exampleChecks.slice(0, 2),
        { ...exampleChecks[2], track: 'operability' },
      ],
      teams: exampleTeams,
    });
    await render(api, '?team=group:default/payments');

    // Of four results on delivery, one is passed.
    const failing = await screen.findByRole('link', {
      name: 'ledger, delivery: 25% pass, 3 fail',
    });
    expect(failing).toHaveTextContent('25%');
    expect(
      screen.getByRole('img', { name: 'fraud, delivery: 100% pass' }),
    ).toBeVisible();
    await userEvent.click(failing);
    expect(
      await screen.findByText('2 services', { selector: 'p' }),
    ).toBeVisible();
    expect(api.queries.at(-1)).toMatchObject({
      team: 'group:default/ledger',
      track: 'delivery',
      state: 'fail',
    });
    expect(screen.getByText('Track: delivery')).toBeVisible();
  });

  it('opens the only topmost team at once, and tells what belongs to no team', async () => {
    const { content, address } = await render(
      new FakeScorecards({
        services: [
          ...exampleServices,
          {
            name: 'gateway',
            owner: 'group:default/payments',
            level: 'gold',
            score: 90,
          },
          { name: 'nobodys', level: 'silver', score: 70 },
          {
            name: 'of-ada',
            owner: 'user:default/ada',
            level: 'none',
            score: 0,
          },
        ],
        teams: exampleTeams,
      }),
    );

    expect(await screen.findByRole('link', { name: 'ledger' })).toBeVisible();
    expect(teams()).toEqual(['ledger', 'fraud']);
    expect(
      await screen.findByRole('link', {
        name: '1 service of payments itself',
      }),
    ).toHaveAttribute(
      'href',
      '/paved-road/services?owner=group%3Adefault%2Fpayments',
    );
    expect(
      screen.getByText(/2 services belong to no group you can see/),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();

    await userEvent.click(
      screen.getByRole('link', { name: 'Show them by owner' }),
    );
    expect(await screen.findByRole('link', { name: 'ada' })).toBeVisible();
    expect(address()).toBe('/paved-road/teams?by=owner');
  });

  it('opens a team from a link, with the way up', async () => {
    const { address } = await render(
      exampleFleet(),
      '?team=group:default/ledger',
    );

    expect(
      await screen.findByText('Nothing here belongs to a subteam you can see.'),
    ).toBeVisible();
    const path = screen.getByRole('navigation', {
      name: 'Place in the organisation',
    });
    await waitFor(() =>
      expect(path).toHaveTextContent('All teamspaymentsledger'),
    );
    await userEvent.click(within(path).getByRole('link', { name: 'payments' }));
    expect(await screen.findByRole('link', { name: 'fraud' })).toBeVisible();
    expect(address()).toBe('/paved-road/teams?team=group%3Adefault%2Fpayments');
  });

  it('rolls the fleet up by owner, those furthest from the road first', async () => {
    const api = exampleFleet([
      { name: 'nobodys', level: 'silver', score: 70 },
      { name: 'nobodys-too', level: 'none', score: 10 },
      { name: 'of-ada', owner: 'user:default/ada', level: 'none', score: 0 },
    ]);
    const { content, address } = await render(api);

    await userEvent.click(
      await screen.findByRole('radio', { name: 'By owner' }),
    );
    expect(await screen.findByRole('link', { name: 'ada' })).toBeVisible();
    expect(teams()).toEqual(['ada', 'ledger', 'No owner', 'fraud', 'search']);
    expect(address()).toBe('/paved-road/teams?by=owner');
    expect(await axe(content())).toHaveNoViolations();

    await userEvent.click(screen.getByRole('button', { name: 'Owner' }));
    expect(teams()).toEqual(['ada', 'fraud', 'ledger', 'No owner', 'search']);

    await userEvent.click(screen.getByRole('link', { name: 'ledger' }));
    expect(
      await screen.findByText('2 services', { selector: 'p' }),
    ).toBeVisible();
    expect(api.queries.at(-1)?.owner).toBe('group:default/ledger');
  });
});

describe('TeamsTab', () => {
  const render = (api: FakeScorecards, query = '') =>
    renderPavedRoadPage('new', api, `/paved-road/teams${query}`);

  it('reads on where there are more groups, and keeps what is there when it cannot', async () => {
    const names = Array.from({ length: 201 }, (_, index) => `team-${index}`);
    const services = names.map(name => ({
      name,
      owner: `group:default/${name}`,
      level: 'silver',
      score: 80,
    }));
    const api = new FakeScorecards({
      services,
      teams: names.map(name => ({ ref: `group:default/${name}` })),
    });
    const signals = new FakeSignals();
    await renderPavedRoadPage('new', api, '/paved-road/teams', { signals });

    expect(await screen.findByText(/Only 200 are shown so far/)).toBeVisible();
    api.failure = new Error('The database is asleep');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    expect(teams()).toHaveLength(200);

    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(teams()).toHaveLength(201));
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();

    services[200] = { ...services[200], level: 'bronze' };
    act(() => signals.send(fleetChannel, { changed: 'scorecards' }));
    await waitFor(() => expect(teams()[0]).toBe('team-200'));
    expect(teams()).toHaveLength(201);
  });

  it('asks for the teams once, also for the way up to one', async () => {
    const api = exampleFleet();
    const getScorecardsSummary = jest.spyOn(api, 'getScorecardsSummary');
    await render(api);
    await userEvent.click(
      await screen.findByRole('link', { name: 'payments' }),
    );
    expect(await screen.findByRole('link', { name: 'ledger' })).toBeVisible();
    expect(
      getScorecardsSummary.mock.calls
        .map(([query]) => query)
        .filter(({ groupBy }) => groupBy === 'team'),
    ).toEqual([
      { groupBy: 'team' },
      { groupBy: 'team', parent: 'group:default/payments' },
    ]);
  });

  it('says why no group owns anything, and shows those that the catalog brings later', async () => {
    const groups: FakeTeam[] = [];
    const signals = new FakeSignals();
    const { content } = await renderPavedRoadPage(
      'new',
      new FakeScorecards({ services: exampleServices, teams: groups }),
      '/paved-road/teams',
      { signals },
    );
    expect(
      await screen.findByText(/The catalog may still be loading/),
    ).toBeVisible();
    expect(
      screen.getByText(/3 services belong to no group you can see/),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();

    groups.push({ ref: 'group:default/ledger' });
    act(() => signals.send(fleetChannel, { changed: 'scorecards' }));
    expect(await screen.findByRole('link', { name: 'ledger' })).toBeVisible();
    expect(screen.queryByText(/may still be loading/)).not.toBeInTheDocument();

    groups.push({ ref: 'group:default/fraud' });
    act(() => signals.send(fleetChannel, { changed: 'scorecards' }));
    await waitFor(() => expect(teams()).toEqual(['ledger', 'fraud']));
  });

  it('says that the topmost teams could not be read, and tries again', async () => {
    const api = exampleFleet();
    await render(api, '?team=group:default/payments');
    expect(await screen.findByRole('link', { name: 'ledger' })).toBeVisible();
    api.failure = new Error('The database is asleep');
    await userEvent.click(screen.getByRole('link', { name: 'All teams' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'payments' })).toBeVisible();
  });

  it('says when a link leads to a team that is not there or may not be seen', async () => {
    await render(exampleFleet(), '?team=group:default/board');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no team "group:default/board"',
    );
    expect(
      screen.getByRole('navigation', { name: 'Place in the organisation' }),
    ).toHaveTextContent('All teamsboard');
  });

  it('rolls one kind up, services unless another is chosen, and leads on to it', async () => {
    const page = await render(
      new FakeScorecards({
        services: [
          ...exampleServices,
          ...exampleAssets,
          { kind: 'api', name: 'nobodys-api', level: 'gold', score: 90 },
        ],
        teams: exampleTeams,
        rules: rulesOfMoreKinds,
      }),
      '?team=group:default/payments',
    );
    expect(
      await screen.findByRole('link', {
        name: '3 services, including subteams',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('columnheader', { name: 'Services' }),
    ).toBeVisible();
    expect(teams()).toEqual(['ledger', 'fraud']);

    await userEvent.click(screen.getByRole('radio', { name: 'API' }));
    expect(
      await screen.findByRole('link', { name: '1 entity, including subteams' }),
    ).toHaveAttribute(
      'href',
      '/paved-road/services?team=group%3Adefault%2Fpayments&kind=API',
    );
    expect(
      await screen.findByRole('columnheader', { name: 'Entities' }),
    ).toBeVisible();
    expect(teams()).toEqual(['ledger']);
    expect(page.address()).toBe(
      '/paved-road/teams?kind=API&team=group%3Adefault%2Fpayments',
    );

    await userEvent.click(screen.getByRole('link', { name: 'All teams' }));
    expect(
      await screen.findByText(/1 entity belongs to no group you can see/),
    ).toBeVisible();
    expect(page.address()).toBe('/paved-road/teams?kind=API');
    expect(await axe(page.content())).toHaveNoViolations();
  });

  it('starts at the top where a link names no team', async () => {
    await render(exampleFleet(), '?team=a:b:c');
    expect(await screen.findByRole('link', { name: 'payments' })).toBeVisible();
  });

  it('says what to do while nothing has been evaluated', async () => {
    await render(new FakeScorecards({}));
    expect(
      await screen.findByRole('heading', {
        name: 'No service has been evaluated yet',
      }),
    ).toBeVisible();
  });
});
