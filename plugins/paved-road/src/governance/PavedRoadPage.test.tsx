import { screen } from '@testing-library/react';
import { FakeScorecards } from '../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from './__testUtils__/renderPavedRoadPage';

// Code that is on its way for as long as the test looks: a module that is never imported to its end.
const mockOnItsWay = () => ({ __esModule: true, then() {} });
jest.mock('./index', () => mockOnItsWay());
jest.mock('../advisorPage', () => mockOnItsWay());

it.each(
  frontendSystems.flatMap(system =>
    ['Services', 'Advisor'].map(tab => ({ system, tab })),
  ),
)(
  'has its tabs, and shows progress, while the code of $tab is on its way in the $system frontend system',
  async ({ system, tab }) => {
    const api = new FakeScorecards({ services: [], checks: [] });
    const address = `/paved-road/${tab.toLocaleLowerCase('en-US')}`;
    await renderPavedRoadPage(system, api, address);
    expect(
      await screen.findByRole('tab', { name: tab, selected: true }),
    ).toBeVisible();
    expect(await screen.findByRole('progressbar')).toBeVisible();
  },
);
