import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { approvedWaiver, exampleWaiver } from '../../testing/exampleWaivers';
import { FakeWaivers } from '../../testing/FakeWaivers';
import {
  longReason,
  press,
  renderWaivers,
  reviewer,
} from './__testUtils__/renderWaivers';

describe('The details of a waiver', () => {
  it('opens one by its address, with its reason, its renewals and its history', async () => {
    const waivers = new FakeWaivers([
      approvedWaiver('first', { status: 'expired', endsInDays: -1 }),
      exampleWaiver('second', { renews: 'first', reason: longReason }),
    ]);
    waivers.actor = reviewer;
    const { address } = await renderWaivers('new', waivers, '?waiver=second');
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Waiver: SLO declared' }),
    );
    expect(dialog.getByText(longReason)).toBeVisible();
    expect(
      await dialog.findByText(/^Renews the waiver until .+ \(Expired\)\.$/),
    ).toBeVisible();
    expect(dialog.getByRole('list', { name: 'History' })).toHaveTextContent(
      /ada asked for it/,
    );
    expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Show the earlier one' }),
    );
    expect(
      await dialog.findByText(/^Renewed by a newer request until/),
    ).toBeVisible();
    expect(address()).toBe('/paved-road/waivers?waiver=first');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Show the newer one' }),
    );
    await press('Approve the waiver of “SLO declared” for Fraud scorer');
    expect(
      await screen.findByRole('dialog', { name: 'Approve this waiver' }),
    ).toBeVisible();
  });
});
