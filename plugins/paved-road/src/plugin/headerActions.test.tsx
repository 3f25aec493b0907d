import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';
import {
  exampleAssessments,
  exampleChecks,
  exampleServices,
} from '../testing/exampleFleet';
import { FakeScorecards } from '../testing/FakeScorecards';

const exampleFleet = () =>
  new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    assessments: exampleAssessments,
  });

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe.each(frontendSystems)(
  'the page header in the %s frontend system',
  system => {
    it('counts what waits behind the tabs', async () => {
      const api = exampleFleet();
      api.waiting = {
        campaigns: {
          items: [
            {
              id: 'silver',
              title: 'Silver',
              targetLevel: 'silver',
              dueOn: '2026-01-31',
              open: 2,
            },
          ],
          totalItems: 1,
        },
      };
      await renderPavedRoadPage(system, api, '/paved-road/services');
      expect(
        await screen.findByRole('link', { name: '1 review waiting' }),
      ).toHaveAttribute('href', '/paved-road/reviews');
      expect(
        screen.getByRole('link', { name: '1 campaign overdue' }),
      ).toHaveAttribute('href', '/paved-road/campaigns');
    });

    it('saves a list with its filters, and opens it again', async () => {
      const page = await renderPavedRoadPage(
        system,
        exampleFleet(),
        '/paved-road/services?level=none&sort=name',
      );
      await press('Views');
      await userEvent.click(
        await screen.findByRole('menuitem', { name: 'Save or remove views' }),
      );
      const dialog = within(await screen.findByRole('dialog'));
      expect(dialog.getByText('No views saved yet.')).toBeVisible();
      await userEvent.type(
        dialog.getByRole('textbox', { name: 'Name' }),
        'No level{Tab}',
      );
      await press('Save this view');
      expect(
        await dialog.findByRole('link', { name: 'No level' }),
      ).toHaveAttribute('href', '/paved-road/services?level=none&sort=name');
      expect(await axe(await screen.findByRole('dialog'))).toHaveNoViolations();
      await press('Close');

      await press('Views');
      expect(
        await screen.findByRole('menuitem', { name: 'No level' }),
      ).toHaveAttribute('href', '/paved-road/services?level=none&sort=name');
      await userEvent.click(
        screen.getByRole('menuitem', { name: 'Save or remove views' }),
      );
      await press('Remove No level');
      expect(await screen.findByText('No views saved yet.')).toBeVisible();
      expect(page.address()).toBe('/paved-road/services?level=none&sort=name');
    });
  },
);
