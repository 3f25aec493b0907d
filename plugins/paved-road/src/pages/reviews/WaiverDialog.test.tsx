import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { approvedWaiver, exampleWaiver } from '../../testing/exampleWaivers';
import { FakeWaivers } from '../../testing/FakeWaivers';
import { frontendSystems } from '../../__testUtils__/renderPavedRoadPage';
import {
  exampleQueue,
  grid,
  longReason,
  namesIn,
  press,
  renderReviews,
  reviewer,
  view,
} from './__testUtils__/renderReviews';

const review = 'Review the waiver of “SLO declared” for Fraud scorer';
const findDialog = async () => within(await screen.findByRole('dialog'));

describe.each(frontendSystems)(
  'The review of a waiver in the %s frontend system',
  system => {
    it('tells what approving does to the level, and lets a second person approve', async () => {
      const waivers = exampleQueue();
      waivers.levels = {
        now: { id: 'bronze', title: 'Bronze', rank: 1 },
        approve: { id: 'silver', title: 'Silver', rank: 2 },
        reject: { id: 'bronze', title: 'Bronze', rank: 1 },
      };
      await renderReviews(system, { waivers });
      await press(review);
      const dialog = await findDialog();
      expect(
        await dialog.findByText(
          'The monitoring moves to another platform first.',
        ),
      ).toBeVisible();
      const approve = await dialog.findByRole('radio', {
        name: /Approving takes the service from Bronze to Silver/,
      });
      expect(approve).not.toBeChecked();
      expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
      await userEvent.type(dialog.getByLabelText('Comment'), 'Until March');
      await userEvent.click(approve);
      await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));

      const outcome = await screen.findByText(
        'You approved the waiver of “SLO declared” for Fraud scorer.',
      );
      await waitFor(() =>
        expect(document.activeElement).toContainElement(outcome),
      );
      expect(document.activeElement).toHaveAttribute('role', 'status');
      expect(
        await screen.findByRole('radio', { name: 'To review (1)' }),
      ).toBeVisible();
      expect(namesIn(await grid('To review'))).toEqual(['Invoice OCR']);
      expect(await waivers.getWaiver('older')).toMatchObject({
        status: 'approved',
        decision: { by: reviewer, comment: 'Until March' },
      });
    });

    it('tells who was faster, and shows what became of it', async () => {
      const waivers = exampleQueue();
      await renderReviews(system, { waivers });
      await press(review);
      const dialog = await findDialog();
      await userEvent.click(
        await dialog.findByRole('radio', { name: /^Reject/ }),
      );
      waivers.actor = 'user:default/paula';
      const { etag } = await waivers.getWaiver('older');
      await waivers.approveWaiver('older', etag, 'Fine with me');
      waivers.actor = reviewer;
      await userEvent.type(
        dialog.getByRole('textbox', { name: /^What is missing/ }),
        'Say until when.',
      );
      await userEvent.click(dialog.getByRole('button', { name: 'Reject' }));

      expect(
        await screen.findByText(/^Someone else changed it first/),
      ).toBeVisible();
      const told = await findDialog();
      expect(told.getByRole('alert')).toHaveTextContent(
        /paula approved it .+ ago.*Fine with me/,
      );
      expect(told.queryByRole('button', { name: 'Reject' })).toBeNull();
      await userEvent.click(
        told.getAllByRole('button', { name: 'Close' }).at(-1)!,
      );
      expect(
        await screen.findByRole('radio', { name: 'To review (1)' }),
      ).toBeVisible();
    });
  },
);

describe('The review of a waiver', () => {
  it('rejects with a reason only, and says so at the field', async () => {
    const waivers = exampleQueue();
    await renderReviews('new', { waivers });
    await press(review);
    const dialog = await findDialog();
    await userEvent.click(
      await dialog.findByRole('radio', { name: /^Reject/ }),
    );
    const comment = dialog.getByRole('textbox', { name: /^What is missing/ });
    expect(comment).toBeRequired();
    const reject = dialog.getByRole('button', { name: 'Reject' });
    await userEvent.type(comment, '  ');
    await userEvent.click(reject);
    expect(comment).toHaveFocus();
    expect(comment).toBeInvalid();
    expect(comment).toHaveAccessibleDescription(
      'Enter a reason; the requester will see it.',
    );
    expect((await waivers.getWaiver('older')).status).toBe('requested');

    await userEvent.type(comment, 'Say until when.');
    await userEvent.click(reject);
    expect(await screen.findByText(/^You rejected the waiver/)).toBeVisible();
    expect((await waivers.getWaiver('older')).decision?.comment).toBe(
      'Say until when.',
    );
  });

  it('leaves one’s own request to another person, and lets one withdraw it', async () => {
    const waivers = exampleQueue();
    waivers.actor = 'user:default/ada';
    await renderReviews('new', { waivers, query: '?check=slo' });
    expect(
      await screen.findByText('Your own request: another person reviews it.'),
    ).toBeVisible();
    await press('Details of the waiver of “SLO declared” for Fraud scorer');
    expect(screen.queryByRole('radio', { name: /^Approve/ })).toBeNull();
    await press('Withdraw');
    expect(
      await screen.findByRole('dialog', { name: 'Withdraw this request' }),
    ).toBeVisible();
    await press('Withdraw');
    expect(await screen.findByText(/^You withdrew the request/)).toBeVisible();
    expect(
      await screen.findByText('No waiver matches these filters.'),
    ).toBeVisible();
    expect((await waivers.getWaiver('older')).status).toBe('revoked');
  });

  it('revokes what is in force', async () => {
    const waivers = exampleQueue();
    await renderReviews('new', { waivers, query: '?expiringWithinDays=7' });
    await press('Details of the waiver of “Probes set” for Fraud scorer');
    await press('Revoke');
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

  it('opens one by its address, with its reason, its renewals and its history', async () => {
    const waivers = new FakeWaivers([
      approvedWaiver('first', { status: 'expired', endsInDays: -1 }),
      exampleWaiver('second', { renews: 'first', reason: longReason }),
    ]);
    waivers.actor = reviewer;
    const { address } = await renderReviews('new', {
      waivers,
      query: '?waiver=second',
    });
    expect(
      await screen.findByRole('dialog', { name: 'Waiver: SLO declared' }),
    ).toBeVisible();
    const dialog = await findDialog();
    expect(dialog.getByText(longReason)).toBeVisible();
    expect(
      await dialog.findByText(/^Renews the waiver until .+ \(Expired\)\.$/),
    ).toBeVisible();
    expect(dialog.getByRole('list', { name: 'History' })).toHaveTextContent(
      /ada requested it/,
    );
    expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
    await press('Show the earlier one');
    expect(
      await screen.findByText(/^Renewed by a newer request until/),
    ).toBeVisible();
    expect(address()).toBe('/paved-road/reviews?waiver=first');
    await press('Show the newer one');
    expect(
      await screen.findByRole('radio', { name: /^Approve/ }),
    ).not.toBeChecked();
  });
});
