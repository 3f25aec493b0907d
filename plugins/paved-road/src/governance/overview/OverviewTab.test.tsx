import {
  fleetChannel,
  TrendPoint,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { formatDate } from '../../components/formats';
import {
  exampleAssessments,
  exampleChecks,
  exampleServices,
} from '../../testing/exampleFleet';
import { exampleTrend } from '../../testing/exampleTrend';
import { approvedWaiver, exampleWaiver } from '../../testing/exampleWaivers';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { responseError } from '../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

/** One that ends this week, one that ends later, one that nobody has decided on, and two that are over. */
const waivers = [
  approvedWaiver('soon', { askedDaysAgo: 40, endsInDays: 3 }),
  approvedWaiver('later', { askedDaysAgo: 20, endsInDays: 40 }),
  exampleWaiver('open', { askedDaysAgo: 40, endsInDays: 5 }),
  ...['over', 'too'].map(id =>
    approvedWaiver(id, { status: 'expired', askedDaysAgo: 60, endsInDays: -9 }),
  ),
] as Waiver[];

const exampleFleet = (
  options: ConstructorParameters<typeof FakeScorecards>[0] = {},
) =>
  new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    assessments: exampleAssessments,
    trend: exampleTrend(40),
    doubts: { 'mvp/serverless': 'Too early to pay for it.' },
    waivers,
    ...options,
  });

const tiles = async () =>
  within(await screen.findByRole('list', { name: 'In numbers' })).getAllByRole(
    'listitem',
  );

const rowsOf = async (name: string) =>
  within(await screen.findByRole('grid', { name }))
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);

describe.each(frontendSystems)(
  'OverviewTab in the %s frontend system',
  system => {
    const render = (api: FakeScorecards) =>
      renderPavedRoadPage(system, api, '/paved-road');

    it('sums the fleet up', async () => {
      const { content } = await render(exampleFleet());

      expect(await screen.findByText('1 expires this week')).toBeVisible();
      expect((await tiles()).map(tile => tile.textContent)).toEqual([
        'On the road (Silver or better)33%1 of 3Up 33 points in 30 days2 are not',
        'Assessed67%2 of 3 submitted or approvedDown 33 points in 30 days1 is approvedShow those with no assessment',
        expect.stringMatching(
          /^Decisions waiting1oldest .+ agoDown 2 in 30 daysShow the decisions$/,
        ),
        'Stale decisions1Up 1 in 30 daysShow the servicesShow the decisions',
        'Waivers in force21 expires this weekDown 1 in 30 daysShow the waivers1 service has one',
      ]);
      expect(
        within(await screen.findByRole('list', { name: 'Levels today' }))
          .getAllByRole('listitem')
          .map(level => level.textContent),
      ).toEqual([
        'No level yet1 (33%)',
        'Bronze1 (33%)',
        'Silver1 (33%)',
        'Gold0 (0%)',
      ]);
      expect(await rowsOf('Patterns by stage')).toEqual([
        'MVP1',
        'Enterprise1',
        'Not known1',
      ]);
      expect(
        screen.getByText(
          /^1 service at stage MVP: Serverless functions\. Too early to pay for it\./,
        ),
      ).toBeVisible();
      expect(await rowsOf('Where help pays most')).toEqual([
        'SLO declared21 would reach Silver',
        'Owned by a team11 would reach Bronze',
        'Runbook linked1',
      ]);
      expect(await axe(content())).toHaveNoViolations();
    });

    it('tells how the levels developed, also to those who do not see the chart', async () => {
      const page = await render(exampleFleet());
      const from = exampleTrend(40)[0].date;
      const to = exampleTrend(1)[0].date;

      expect(
        await screen.findByText(
          `From ${formatDate(from)} to ${formatDate(to)}, the services at Silver or better went from 0 of 3 to 1 of 3. ` +
            `Services rose once and fell 0 times. The history begins on ${formatDate(from)}.`,
        ),
      ).toBeVisible();
      await userEvent.click(screen.getByRole('radio', { name: '30 days' }));
      expect(page.address()).toMatch(/\?days=30$/);
      expect(
        await screen.findByText(/Services rose once and fell 0 times\.$/),
      ).toBeVisible();

      await userEvent.click(
        screen.getByRole('button', { name: 'Show the numbers by day' }),
      );
      expect(await rowsOf('Levels by day')).toEqual([
        `${formatDate(to)}111010new facts (2), changes of the rules (1)`,
        expect.stringMatching(/120000$/),
      ]);
      expect(await axe(page.content())).toHaveNoViolations();
    });

    it('leads to the services, checks and decisions behind the numbers', async () => {
      const api = exampleFleet();
      const page = await render(api);
      const leadsTo = async (name: string | RegExp, address: string) => {
        await userEvent.click(await screen.findByRole('link', { name }));
        expect(page.address()).toBe(`/paved-road/${address}`);
        await page.back();
      };

      await leadsTo('2 are not', 'services?below=silver');
      await leadsTo(
        'Show those with no assessment',
        'services?assessment=none',
      );
      await leadsTo('Show the services', 'services?stale=true');
      await leadsTo('1 service has one', 'services?state=waived');
      await leadsTo('Silver', 'services?level=silver');
      await leadsTo(
        '1 service: Serverless functions, MVP, suspicious',
        'services?pattern=serverless&stage=mvp',
      );
      await leadsTo('Show them', 'services?pattern=serverless&stage=mvp');
      await leadsTo(
        '2 services fail: SLO declared',
        'services?check=slo&state=fail',
      );
      await leadsTo('1 would reach Silver', 'services?lift=slo');
      await leadsTo('SLO declared', 'checks?check=slo');
      await leadsTo('All checks', 'checks');
      const [toWaiting] = await screen.findAllByRole('link', {
        name: 'Show the decisions',
      });
      await userEvent.click(toWaiting);
      expect(page.address()).toMatch(/^\/paved-road\/decisions/);
    });
  },
);

describe('OverviewTab', () => {
  const render = (api: FakeScorecards, signals?: FakeSignals) =>
    renderPavedRoadPage('new', api, '/paved-road/overview', { signals });

  it('explains why there is no chart on the first day', async () => {
    const { content } = await render(exampleFleet({ trend: undefined }));

    expect(
      await screen.findByText(
        /^The history begins on .* how the levels develop\.$/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'Levels today' }),
    ).toHaveTextContent('Silver1 (33%)');
    expect(screen.queryByText(/in 30 days/)).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('compares the stale decisions with days on which assessments were known, and asks for nothing else', async () => {
    const brought = exampleTrend(40).map((point, index): TrendPoint =>
      index < 35
        ? { ...point, totals: { ...point.totals, assessed: 0, stale: 0 } }
        : { ...point, totals: { ...point.totals, stale: 40 - index } },
    );
    const api = exampleFleet({ trend: brought });
    const listAssessments = jest.spyOn(api, 'listAssessments');
    await render(api);

    await waitFor(async () =>
      expect((await tiles())[3]).toHaveTextContent(
        `Down 4 since ${formatDate(brought[35].date)}`,
      ),
    );
    expect(
      listAssessments.mock.calls.filter(([query]) => query?.stale),
    ).toEqual([]);
  });

  it('compares waivers with a day of its history only', async () => {
    await render(exampleFleet({ trend: exampleTrend(20) }));

    expect(await screen.findByText('1 expires this week')).toBeVisible();
    await waitFor(async () =>
      expect((await tiles())[0]).toHaveTextContent(/Up 33 points since/),
    );
    expect((await tiles())[4]).not.toHaveTextContent(/Down|Up/);
  });

  it('follows the fleet, and keeps what it shows when it cannot', async () => {
    const services = [...exampleServices];
    const signals = new FakeSignals();
    const api = exampleFleet({ services });
    await render(api, signals);
    const shown = async (text: string) =>
      await waitFor(async () =>
        expect((await tiles())[0]).toHaveTextContent(text),
      );
    await shown('1 of 3');
    const link = await screen.findByRole('link', { name: 'All checks' });
    link.focus();

    services.push({ ...exampleServices[0], name: 'spam-filter' });
    signals.send(fleetChannel, { changed: 'scorecards' });
    await shown('2 of 4');
    expect(screen.getByRole('link', { name: 'All checks' })).toHaveFocus();

    api.failure = new Error('The database is asleep');
    signals.send(fleetChannel, { changed: 'scorecards' });
    expect(
      (await screen.findAllByText('The database is asleep'))[0],
    ).toBeVisible();
    await shown('2 of 4');
  });

  it('says what to do while nothing has been evaluated', async () => {
    const { content } = await render(new FakeScorecards({}));

    expect(
      await screen.findByRole('heading', {
        name: 'No service has been evaluated yet',
      }),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('reports what could not be loaded, part by part, and tries again', async () => {
    const api = exampleFleet();
    jest
      .spyOn(api, 'listWaivers')
      .mockRejectedValue(new Error('The database is asleep'));
    await render(api);

    const tile = within((await tiles())[4]);
    expect(await tile.findByRole('alert')).toHaveTextContent(
      'Could not be loaded',
    );
    expect((await tiles())[0]).toHaveTextContent('33%');
    jest.mocked(api.listWaivers).mockRestore();
    await userEvent.click(tile.getByRole('button', { name: 'Try again' }));
    expect(await tile.findByText('1 expires this week')).toBeVisible();
  });

  it('says so when one may not see scorecards', async () => {
    const api = exampleFleet();
    api.failure = await responseError(403, 'NotAllowedError', 'Not for you');
    const { content } = await render(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Ask the owner or the platform team for access.',
    );
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();
  });
});
