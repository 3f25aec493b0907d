import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

// Code that is on its way for as long as the test looks: a module that is never imported to its end.
const mockOnItsWay = () => ({ __esModule: true, then() {} });
jest.mock('../../pages/services/ServicesTab', () => mockOnItsWay());
jest.mock('../../pages/rules/RulesTab', () => mockOnItsWay());

it.each(
  frontendSystems.flatMap(system =>
    ['Services', 'Rules'].map(tab => ({ system, tab })),
  ),
)(
  'has its tabs, and shows a skeleton, while the code of $tab is on its way in the $system frontend system',
  async ({ system, tab }) => {
    const api = new FakeScorecards({ services: [], checks: [] });
    const address = `/paved-road/${tab.toLocaleLowerCase('en-US')}`;
    await renderPavedRoadPage(system, api, address);
    expect(
      await screen.findByRole('tab', { name: tab, selected: true }),
    ).toBeVisible();
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeVisible();
  },
);

it.each(frontendSystems)(
  'says in the %s frontend system that an address does not exist, and leads on',
  async system => {
    const api = new FakeScorecards({ services: [], checks: [] });
    const page = await renderPavedRoadPage(
      system,
      api,
      '/paved-road/no-such-page',
    );
    expect(
      await screen.findByRole('heading', { name: 'This page does not exist' }),
    ).toBeVisible();
    expect(await axe(page.content())).toHaveNoViolations();
    await userEvent.click(screen.getByRole('link', { name: 'Services' }));
    expect(page.address()).toBe('/paved-road/services');
    expect(
      await screen.findByRole('tab', { name: 'Services', selected: true }),
    ).toBeVisible();
  },
);

it.each(frontendSystems)(
  'keeps the query and the hash of a link in a summary already sent in the %s frontend system',
  async system => {
    const api = new FakeScorecards({ services: [], checks: [] });
    const { address } = await renderPavedRoadPage(
      system,
      api,
      '/paved-road/waivers?status=approved#ending',
    );
    await waitFor(() =>
      expect(address()).toBe('/paved-road/reviews?status=approved#ending'),
    );
  },
);
