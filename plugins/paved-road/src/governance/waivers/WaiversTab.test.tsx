import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleWaiver } from '../../testing/exampleWaivers';
import { FakeWaivers } from '../../testing/FakeWaivers';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { frontendSystems } from '../__testUtils__/renderPavedRoadPage';
import {
  exampleQueue,
  grid,
  namesIn,
  press,
  renderWaivers,
  reviewer,
  view,
} from './__testUtils__/renderWaivers';

describe.each(frontendSystems)(
  'WaiversTab in the %s frontend system',
  system => {
    it('lists what is in force, soonest end first, and keeps the filters in the address', async () => {
      const { address, back } = await renderWaivers(system, exampleQueue());
      await view(/^In force/);
      const inForce = await grid('In force');
      const checks = () =>
        inForce
          .getAllByRole('row')
          .slice(1)
          .map(row => within(row).getAllByRole('link')[2].textContent);
      expect(checks()).toEqual(['Probes set', 'Runbook linked']);
      expect(inForce.getAllByText('For this time only')).toHaveLength(2);
      expect(inForce.getAllByText('Ends this week')).toHaveLength(1);

      await userEvent.click(
        screen.getByRole('button', { name: /Ends within/ }),
      );
      await userEvent.click(
        await screen.findByRole('option', { name: '7 days' }),
      );
      expect(await screen.findByText('1 waiver')).toBeVisible();
      expect(address()).toBe(
        '/paved-road/waivers?status=approved&expiringWithinDays=7',
      );
      await back();
      expect(await screen.findByText('2 waivers')).toBeVisible();
    });
  },
);

describe('WaiversTab', () => {
  it('is narrowed down by a link to what is of one service, until the filters are cleared', async () => {
    const { address } = await renderWaivers(
      'new',
      exampleQueue(),
      '?entity=component%3Adefault%2Finvoice-ocr',
    );
    expect(namesIn(await grid('Waiting for a decision'))).toEqual([
      'Invoice OCR',
    ]);
    expect(screen.getByRole('combobox', { name: 'Service' })).toHaveValue(
      'invoice-ocr',
    );
    await press('Clear all');
    expect(await screen.findByText('2 waivers')).toBeVisible();
    expect(address()).toBe('/paved-road/waivers');
    expect(
      screen.getByRole('search', { name: 'Filter the waivers' }),
    ).toHaveFocus();
  });

  it('shows those who may not decide what there is, and folds long reasons', async () => {
    const waivers = exampleQueue();
    waivers.actor = 'user:default/vera';
    waivers.mayReview = false;
    await renderWaivers('new', waivers);
    await grid('Waiting for a decision');
    expect(
      screen.queryByRole('button', { name: /^(Approve|Reject|Take back)/ }),
    ).toBeNull();
    expect(screen.queryByText(/PLAT-214/)).toBeNull();
    await press('Show all of it');
    expect(screen.getByText(/PLAT-214/)).toBeVisible();
  });

  it('follows what others do, and says what it is for when there is nothing', async () => {
    const waivers = new FakeWaivers();
    waivers.actor = reviewer;
    const signals = new FakeSignals();
    const { content } = await renderWaivers('new', waivers, '', signals);
    expect(
      await screen.findByText('No request waits for a decision.'),
    ).toBeVisible();
    expect(
      screen.getByText(/lets a service fail a check for a time/),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();

    waivers.actor = 'user:default/ada';
    await waivers.requestWaiver({
      entityRef: 'component:default/fraud-scorer',
      checkId: 'slo',
      reason: 'The monitoring moves first.',
      expiresAt: exampleWaiver('any').expiresAt,
    });
    waivers.actor = reviewer;
    signals.send(fleetChannel, { changed: 'waivers' });
    expect(
      await screen.findByRole('radio', { name: 'Waiting for a decision (1)' }),
    ).toBeVisible();
  });

  it('pages, and stays on the page while details are open', async () => {
    const many = Array.from({ length: 21 }, (_, index) =>
      exampleWaiver(`w-${index}`, {
        checkId: `check-${index}`,
        checkTitle: `Check ${index}`,
        askedDaysAgo: 40 - index,
      }),
    );
    await renderWaivers('new', new FakeWaivers(many));
    await press('Next table page');
    await press('Details of the waiver of “Check 20” for Fraud scorer');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(
      dialog.getAllByRole('button', { name: 'Close' }).at(-1)!,
    );
    const details = await screen.findByRole('button', {
      name: 'Details of the waiver of “Check 20” for Fraud scorer',
    });
    await waitFor(() => expect(details).toHaveFocus());
    expect(screen.getByText('21–21 of 21')).toBeVisible();
  });

  it('reports an error and tries again', async () => {
    const waivers = exampleQueue();
    waivers.failure = new Error('The database is asleep');
    await renderWaivers('new', waivers);
    expect(await screen.findByText('The database is asleep')).toBeVisible();
    waivers.failure = undefined;
    await press('Try again');
    expect(await grid('Waiting for a decision')).toBeDefined();
  });
});
