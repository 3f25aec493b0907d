import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  exampleAssessments,
  exampleChecks,
  exampleServices,
} from '../../testing/exampleFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { responseError } from '../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

const exampleFleet = () =>
  new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    assessments: exampleAssessments,
  });

describe.each(frontendSystems)(
  'OverviewTab in the %s frontend system',
  system => {
    const render = (api: FakeScorecards) =>
      renderPavedRoadPage(system, api, '/paved-road');

    it('sums the fleet up', async () => {
      const { content } = await render(exampleFleet());

      const tiles = within(
        await screen.findByRole('list', { name: 'In numbers' }),
      ).getAllByRole('listitem');
      expect(tiles.map(tile => tile.textContent)).toEqual([
        'On the road (Silver or better)33%1 of 3',
        'Assessed67%2 of 3',
        'Approved33%1 of 3',
        'Waiting for review1Show the decisions',
        'With waived checks1Show the services',
      ]);
      expect(
        within(screen.getByRole('region', { name: 'Levels' }))
          .getAllByRole('listitem')
          .map(level => level.textContent),
      ).toEqual([
        'No level yet1 (33%)',
        'Bronze1 (33%)',
        'Silver1 (33%)',
        'Gold0 (0%)',
      ]);
      const failing = await screen.findByRole('grid', {
        name: 'Failing most often',
      });
      expect(
        screen.getByText('Share of the services that the check applies to.'),
      ).toBeVisible();
      expect(
        within(failing)
          .getAllByRole('row')
          .slice(1)
          .map(row => row.textContent),
      ).toEqual([
        'SLO declared267%',
        'Owned by a team133%',
        'Runbook linked133%',
      ]);
      const patterns = await screen.findByRole('grid', { name: 'Patterns' });
      expect(
        within(patterns)
          .getAllByRole('row')
          .slice(1)
          .map(row => row.textContent),
      ).toEqual([
        'Serverless functions10%58',
        'No pattern10%12',
        'Hybrid1100%82',
      ]);
      expect(await axe(content())).toHaveNoViolations();
    });

    it('leads to the services and decisions behind the numbers', async () => {
      const api = exampleFleet();
      const page = await render(api);

      await userEvent.click(
        await screen.findByRole('link', { name: 'SLO declared' }),
      );
      expect(
        await screen.findByText('2 services', { selector: 'p' }),
      ).toBeVisible();
      expect(api.queries.at(-1)).toMatchObject({ check: 'slo', state: 'fail' });

      await page.back();
      await userEvent.click(
        await screen.findByRole('link', { name: 'Silver' }),
      );
      expect(
        await screen.findByText('1 service', { selector: 'p' }),
      ).toBeVisible();
      expect(page.address()).toBe('/paved-road/services?level=silver');

      await page.back();
      await userEvent.click(
        await screen.findByRole('link', { name: 'Show the decisions' }),
      );
      expect(page.address()).toBe('/paved-road/decisions');
      expect(
        await screen.findByRole('region', { name: 'Waiting for review' }),
      ).toBeVisible();
    });
  },
);

describe('OverviewTab', () => {
  const render = (api: FakeScorecards) =>
    renderPavedRoadPage('new', api, '/paved-road/overview');

  it('says what to do while nothing has been evaluated', async () => {
    const { content } = await render(new FakeScorecards({}));

    expect(
      await screen.findByRole('heading', {
        name: 'No service has been evaluated yet',
      }),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('reports an error and tries again', async () => {
    const api = exampleFleet();
    api.failure = new Error('The database is asleep');
    await render(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('list', { name: 'In numbers' }),
    ).toBeVisible();
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
