import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleChecks, exampleServices } from '../../testing/exampleFleet';
import { approvedWaiver, exampleWaiver } from '../../testing/exampleWaivers';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { FakeWaivers, withWaivers } from '../../testing/FakeWaivers';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

const reviewer = 'user:default/grace';

const longReason = `${'The registry moves, and images are signed afterwards. '.repeat(8)}PLAT-214`;

/** What the platform team sees in the morning. */
function exampleQueue() {
  const waivers = new FakeWaivers([
    exampleWaiver('newer', {
      askedDaysAgo: 1,
      entityRef: 'component:default/invoice-ocr',
      entityTitle: 'Invoice OCR',
      owner: 'group:default/ledger',
      checkId: 'signed',
      checkTitle: 'Image signed',
      reason: longReason,
    }),
    exampleWaiver('older', { askedDaysAgo: 6 }),
    approvedWaiver('later', {
      endsInDays: 60,
      checkId: 'runbook',
      checkTitle: 'Runbook linked',
    }),
    approvedWaiver('soon', {
      endsInDays: 3,
      checkId: 'probes',
      checkTitle: 'Probes set',
    }),
    approvedWaiver('over', {
      status: 'expired',
      askedDaysAgo: 90,
      endsInDays: -5,
      checkId: 'signed',
      checkTitle: 'Image signed',
    }),
  ]);
  waivers.actor = reviewer;
  return waivers;
}

const render = (
  system: (typeof frontendSystems)[number],
  waivers: FakeWaivers,
  query = '',
  signals?: FakeSignals,
) =>
  renderPavedRoadPage(
    system,
    withWaivers(
      new FakeScorecards({ services: exampleServices, checks: exampleChecks }),
      waivers,
    ),
    `/paved-road/waivers${query}`,
    { userRef: waivers.actor, signals },
  );

const grid = async (name: string) =>
  within(await screen.findByRole('grid', { name }));

const namesIn = (table: ReturnType<typeof within>) =>
  table
    .getAllByRole('rowheader')
    .map(
      (cell: HTMLElement) => within(cell).getAllByRole('link')[0].textContent,
    );

const press = async (name: string | RegExp) =>
  await userEvent.click(await screen.findByRole('button', { name }));

const view = async (name: RegExp) =>
  await userEvent.click(await screen.findByRole('radio', { name }));

describe.each(frontendSystems)(
  'WaiversTab in the %s frontend system',
  system => {
    it('lists what waits, oldest first, and lets a second person approve it', async () => {
      const waivers = exampleQueue();
      const { content } = await render(system, waivers);

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

    it('lists what is in force, soonest end first, and keeps the filters in the address', async () => {
      const { address, back } = await render(system, exampleQueue());
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

    it('tells who was faster, and shows what became of it', async () => {
      const waivers = exampleQueue();
      await render(system, waivers);
      await press('Reject the waiver of “SLO declared” for Fraud scorer');
      const dialog = within(await screen.findByRole('dialog'));
      waivers.actor = 'user:default/paula';
      const { etag } = await waivers.getWaiver('older');
      await waivers.approveWaiver('older', etag, 'Fine with me');
      waivers.actor = reviewer;
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

describe('WaiversTab', () => {
  it('opens one by its address, with its reason, its renewals and its history', async () => {
    const waivers = new FakeWaivers([
      approvedWaiver('first', { status: 'expired', endsInDays: -1 }),
      exampleWaiver('second', { renews: 'first', reason: longReason }),
    ]);
    waivers.actor = reviewer;
    const { address } = await render('new', waivers, '?waiver=second');
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

  it('leaves the decision to another person, and lets one take the own request back', async () => {
    const waivers = exampleQueue();
    waivers.actor = 'user:default/ada';
    await render('new', waivers, '?check=slo');
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

  it('is narrowed down by a link to what is of one service, until the filters are cleared', async () => {
    const { address } = await render(
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

  it('revokes what is in force', async () => {
    const waivers = exampleQueue();
    await render('new', waivers, '?expiringWithinDays=7');
    await press('Revoke the waiver of “Probes set” for Fraud scorer');
    await press('Revoke');
    expect(await screen.findByText(/^You revoked the waiver/)).toBeVisible();
    await view(/^Revoked/);
    expect(
      (await grid('Revoked')).getByRole('row', { name: /Fraud scorer/ }),
    ).toHaveTextContent(/grace .+ ago/);
    expect((await waivers.getWaiver('soon')).revocation?.by).toBe(reviewer);
  });

  it('shows those who may not decide what there is, and folds long reasons', async () => {
    const waivers = exampleQueue();
    waivers.actor = 'user:default/vera';
    waivers.mayReview = false;
    await render('new', waivers);
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
    const { content } = await render('new', waivers, '', signals);
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
    await render('new', new FakeWaivers(many));
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
    await render('new', waivers);
    expect(await screen.findByText('The database is asleep')).toBeVisible();
    waivers.failure = undefined;
    await press('Try again');
    expect(await grid('Waiting for a decision')).toBeDefined();
  });
});
