import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
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
  'The decision on a waiver in the %s frontend system',
  system => {
    it('lists what waits, oldest first, and lets a second person approve it', async () => {
      const waivers = exampleQueue();
      const { content } = await renderWaivers(system, waivers);

      const waiting = await grid('Waiting for a decision');
      expect(namesIn(waiting)).toEqual(['Fraud scorer', 'Invoice OCR']);
      const row = within(waiting.getByRole('row', { name: /Fraud scorer/ }));
      expect(row.getByRole('link', { name: 'Fraud scorer' })).toHaveAttribute(
        'href',
        '/catalog/default/component/fraud-scorer/architecture#scorecard',
      );
      expect(row.getByRole('link', { name: 'SLO declared' })).toHaveAttribute(
        'href',
        '/paved-road/checks?check=slo',
      );
      expect(row.getByText('5 days ago')).toBeVisible();
      expect(
        await screen.findByRole('radio', {
          name: 'Waiting for a decision (2)',
        }),
      ).toBeChecked();
      expect(await axe(content())).toHaveNoViolations();

      await press('Approve the waiver of “SLO declared” for Fraud scorer');
      const dialog = within(
        await screen.findByRole('dialog', { name: 'Approve this waiver' }),
      );
      expect(
        dialog.getByText('The monitoring moves to another platform first.'),
      ).toBeVisible();
      expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
      await userEvent.type(dialog.getByLabelText('Comment'), 'Until March');
      await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));

      const outcome = await screen.findByText(
        'You approved the waiver of “SLO declared” for Fraud scorer.',
      );
      await waitFor(() =>
        expect(document.activeElement).toContainElement(outcome),
      );
      expect(document.activeElement).toHaveAttribute('role', 'status');
      expect(
        await screen.findByRole('radio', {
          name: 'Waiting for a decision (1)',
        }),
      ).toBeVisible();
      expect(screen.getByRole('radio', { name: 'In force (3)' })).toBeVisible();
      expect(namesIn(await grid('Waiting for a decision'))).toEqual([
        'Invoice OCR',
      ]);
      expect(await waivers.getWaiver('older')).toMatchObject({
        status: 'approved',
        decision: { by: reviewer, comment: 'Until March' },
      });
    });

    it('tells who was faster, and shows what became of it', async () => {
      const waivers = exampleQueue();
      await renderWaivers(system, waivers);
      await press('Reject the waiver of “SLO declared” for Fraud scorer');
      const dialog = within(await screen.findByRole('dialog'));
      waivers.actor = 'user:default/paula';
      const { etag } = await waivers.getWaiver('older');
      await waivers.approveWaiver('older', etag, 'Fine with me');
      waivers.actor = reviewer;
      await userEvent.type(dialog.getByRole('textbox'), 'Say until when.');
      await userEvent.click(dialog.getByRole('button', { name: 'Reject' }));

      expect(await dialog.findByRole('alert')).toHaveTextContent(
        /Somebody else was faster.*paula approved it .+ ago.*Fine with me/,
      );
      expect(dialog.queryByRole('button', { name: 'Reject' })).toBeNull();
      await userEvent.click(
        dialog.getAllByRole('button', { name: 'Close' }).at(-1)!,
      );
      expect(
        await screen.findByRole('radio', {
          name: 'Waiting for a decision (1)',
        }),
      ).toBeVisible();
    });
  },
);

describe('The decision on a waiver', () => {
  it('rejects with a reason only, and says so at the field', async () => {
    const waivers = exampleQueue();
    await renderWaivers('new', waivers);
    await press('Reject the waiver of “SLO declared” for Fraud scorer');
    const dialog = within(await screen.findByRole('dialog'));
    const comment = dialog.getByRole('textbox', { name: /^What is missing/ });
    expect(comment).toBeRequired();
    const reject = dialog.getByRole('button', { name: 'Reject' });
    await userEvent.type(comment, '  ');
    await userEvent.click(reject);
    expect(comment).toHaveFocus();
    expect(comment).toBeInvalid();
    expect(comment).toHaveAccessibleDescription(
      /Say why, so that who asked for it can read it/,
    );
    expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
    expect((await waivers.getWaiver('older')).status).toBe('requested');

    await userEvent.type(comment, 'Say until when.');
    expect(comment).toBeValid();
    await userEvent.click(reject);
    expect(await screen.findByText(/^You rejected the waiver/)).toBeVisible();
    expect((await waivers.getWaiver('older')).decision?.comment).toBe(
      'Say until when.',
    );
  });

  it('leaves the decision to another person, and lets one take the own request back', async () => {
    const waivers = exampleQueue();
    waivers.actor = 'user:default/ada';
    await renderWaivers('new', waivers, '?check=slo');
    expect(
      await screen.findByText(
        'Your own request: another person has to decide.',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    await press('Take back the request of “SLO declared” for Fraud scorer');
    await press('Take back');
    expect(await screen.findByText(/^You took back the request/)).toBeVisible();
    expect(
      await screen.findByText('No waiver matches these filters.'),
    ).toBeVisible();
    expect((await waivers.getWaiver('older')).status).toBe('revoked');
  });

  it('revokes what is in force', async () => {
    const waivers = exampleQueue();
    await renderWaivers('new', waivers, '?expiringWithinDays=7');
    await press('Revoke the waiver of “Probes set” for Fraud scorer');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /^Why it ends early/ }),
      'The probes are set.',
    );
    await press('Revoke');
    expect(await screen.findByText(/^You revoked the waiver/)).toBeVisible();
    await view(/^Revoked/);
    expect(
      (await grid('Revoked')).getByRole('row', { name: /Fraud scorer/ }),
    ).toHaveTextContent(/grace .+ ago.*The probes are set\./);
    expect((await waivers.getWaiver('soon')).revocation?.by).toBe(reviewer);
  });
});
