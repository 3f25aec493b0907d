import {
  CheckResult,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DateTime } from 'luxon';
import {
  frontendSystems,
  renderScorecard,
} from '../../__testUtils__/renderArchitecture';
import { exampleScorecard } from '../../testing/exampleScorecard';
import { approvedWaiver, exampleWaiver } from '../../testing/exampleWaivers';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { KeptWaiver } from '../../testing/FakeWaivers';
import { responseError } from '../../testing/responseError';
import { FakeSignals } from '../../__testUtils__/FakeSignals';

const { entityRef } = exampleScorecard;
const renewedId = '0b2f9c1e-6f0a-4c53-8f0e-3b5f0a4d7c11';
const reason = 'The monitoring moves to another platform first.';

function withWaivers(...waivers: KeptWaiver[]) {
  const fake = new FakeAssessments(waivers);
  fake.scorecard = exampleScorecard;
  return fake;
}

/** The scorecard with the check for signed images waived until so many days from now. */
const signedUntil = (waiver: KeptWaiver) => ({
  ...exampleScorecard,
  results: exampleScorecard.results.map((result): CheckResult =>
    result.state === 'waived'
      ? {
          ...result,
          waiver: {
            ...result.waiver,
            id: waiver.id,
            expiresAt: waiver.expiresAt,
          },
        }
      : result,
  ),
});

const press = async (name: string | RegExp) =>
  await userEvent.click(await screen.findByRole('button', { name }));

const fillIn = async (dialog: ReturnType<typeof within>, text: string) => {
  await userEvent.click(dialog.getByLabelText(/^Reason/));
  await userEvent.paste(text);
};

const openMenu = async (check: string) => {
  await press(`More about ${check}`);
  return within(await screen.findByRole('menu'));
};

const choose = async (check: string, name: string) =>
  await userEvent.click(
    (await openMenu(check)).getByRole('menuitem', { name }),
  );

const openRequest = async () => {
  await choose('SLO declared', 'Request a waiver');
  return within(
    await screen.findByRole('dialog', {
      name: 'Request a waiver: SLO declared',
    }),
  );
};

describe.each(frontendSystems)(
  'A waiver of a failing check in the %s frontend system',
  system => {
    it('is asked for with a reason and an end, once', async () => {
      const fake = withWaivers();
      await renderScorecard(system, fake);
      const dialog = await openRequest();
      expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
      expect(dialog.getByRole('radio', { name: '30 days' })).toBeChecked();
      expect(
        dialog.getByText(/^After a second person approves it/),
      ).toHaveTextContent(/The level is then Silver until \w+ \d+, \d{4}\.$/);

      const field = dialog.getByLabelText(/^Reason/);
      await fillIn(dialog, 'Later');
      await press('Request the waiver');
      expect(
        await dialog.findByText('Use at least 10 characters.'),
      ).toBeVisible();
      expect(field).toHaveFocus();
      expect(fake.waivers.requests).toEqual([]);

      await userEvent.clear(field);
      await fillIn(dialog, reason);
      await userEvent.click(dialog.getByRole('radio', { name: '60 days' }));
      await userEvent.dblClick(
        dialog.getByRole('button', { name: 'Request the waiver' }),
      );

      expect(await screen.findByText('Waiver requested')).toBeVisible();
      expect(
        screen.getByText('Waiver requested: SLO declared'),
      ).toHaveAttribute('role', 'status');
      await waitFor(() =>
        expect(
          screen.getByRole('button', { name: 'More about SLO declared' }),
        ).toHaveFocus(),
      );
      const menu = await openMenu('SLO declared');
      expect(
        menu.queryByRole('menuitem', { name: 'Request a waiver' }),
      ).toBeNull();
      await userEvent.click(
        menu.getByRole('menuitem', { name: 'Show details' }),
      );
      expect(screen.getByText(/it waits for review/)).toHaveTextContent(
        /owner requested a waiver .+ ago; it waits for review\.$/,
      );
      expect(await fake.listWaivers()).toMatchObject({
        totalItems: 1,
        items: [{ entityRef, checkId: 'slo', reason }],
      });
      expect(fake.waivers.requests[0].expiresAt).toBe(
        DateTime.now().plus({ days: 60 }).endOf('day').toUTC().toISO(),
      );
    });
  },
);

describe('A waiver of a failing check', () => {
  it('ends when the service allows at the latest, and says what the service says at its field', async () => {
    const fake = withWaivers();
    fake.waivers.maxDays = 45;
    await renderScorecard('new', fake);
    const dialog = await openRequest();
    expect(
      dialog.getAllByRole('radio').map(radio => radio.textContent),
    ).toEqual(['30 days']);
    expect(dialog.getByText(/at most 45 days from now/)).toBeVisible();
    await fillIn(dialog, reason);

    const year = dialog.getByRole('spinbutton', { name: /^year/ });
    await userEvent.type(year, String(DateTime.now().year + 2));
    await press('Request the waiver');
    expect(await dialog.findByText(/^Choose a day from/)).toBeVisible();
    expect(fake.waivers.requests).toEqual([]);

    await userEvent.click(dialog.getByRole('radio', { name: '30 days' }));
    fake.waivers.maxDays = 20;
    await press('Request the waiver');
    expect(await dialog.findByText(/is more than 20 days away/)).toBeVisible();
    expect(dialog.queryByText('The request was not sent')).toBeNull();
  });

  it('tells who asked already, and sends the same request under the same key', async () => {
    const fake = withWaivers();
    await renderScorecard('new', fake);
    const dialog = await openRequest();
    await fillIn(dialog, reason);
    jest.spyOn(fake, 'requestWaiver').mockImplementationOnce(async waiver => {
      await fake.waivers.requestWaiver(waiver);
      throw await responseError(504, 'GatewayTimeout', 'No answer in time');
    });
    await press('Request the waiver');
    expect(await dialog.findByText('No answer in time')).toBeVisible();
    await press('Request the waiver');
    expect(await screen.findByText('Waiver requested')).toBeVisible();
    expect((await fake.listWaivers()).totalItems).toBe(1);
  });

  it('is seen to be waited for, then to be in force, as others decide', async () => {
    const fake = withWaivers(exampleWaiver('pending'));
    const signals = new FakeSignals();
    await renderScorecard('new', fake, { signals });
    expect(await screen.findByText('Waiver requested')).toBeVisible();
    const menu = await openMenu('SLO declared');
    expect(
      menu.getByRole('menuitem', { name: 'Show the request' }),
    ).toHaveAttribute('href', '/paved-road/reviews?waiver=pending');
    await userEvent.click(menu.getByRole('menuitem', { name: 'Show details' }));

    fake.waivers.actor = 'user:default/grace';
    const { etag } = await fake.waivers.getWaiver('pending');
    await fake.waivers.approveWaiver('pending', etag);
    signals.send(scorecardChannelFor(entityRef), { changed: 'waivers' });
    expect(
      await screen.findByText(/approved a waiver until/),
    ).toHaveTextContent(/grace/);
    fake.scorecard = {
      ...exampleScorecard,
      score: 70,
      evaluatedAt: '2026-11-05T08:00:00.000Z',
    };
    signals.send(scorecardChannelFor(entityRef), { changed: 'scorecards' });
    expect(await screen.findByText('70 of 100')).toBeVisible();
  });

  it('says why the last one was rejected, and can be asked for again', async () => {
    const rejected = exampleWaiver('rejected', {
      status: 'rejected',
      decision: {
        by: 'user:default/grace',
        at: '2026-11-01T08:00:00.000Z',
        comment: 'Say until when.',
      },
    });
    await renderScorecard('new', withWaivers(rejected));
    await choose('SLO declared', 'Show details');
    expect(await screen.findByText(/rejected a waiver/)).toHaveTextContent(
      /grace rejected a waiver .+ ago: Say until when\.$/,
    );
    await openRequest();
  });

  it('is renewed when it ends soon, with the one before in sight', async () => {
    const waiver = approvedWaiver(renewedId, {
      checkId: 'signed',
      checkTitle: 'Image signed',
      endsInDays: 12,
    });
    const fake = withWaivers(waiver);
    fake.scorecard = signedUntil(waiver);
    const signals = new FakeSignals();
    await renderScorecard('new', fake, { signals });
    expect(await screen.findByText(/^waived until/)).toBeVisible();
    await choose('Image signed', 'Renew the waiver');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/^It replaces the waiver until/)).toHaveTextContent(
      waiver.reason,
    );
    await fillIn(dialog, 'The move takes longer.');
    // What somebody writes survives that the page behind it cannot be read again.
    fake.waivers.failure = new Error('Waivers are away');
    const reads = jest.spyOn(fake, 'listWaivers');
    signals.send(scorecardChannelFor(entityRef), { changed: 'waivers' });
    await waitFor(() => expect(reads).toHaveBeenCalled());
    await expect(reads.mock.results[0].value).rejects.toThrow('away');
    fake.waivers.failure = undefined;
    await press('Request the waiver');
    expect(await screen.findByText('Renewal requested')).toBeVisible();
    expect(fake.waivers.requests).toMatchObject([{ renews: renewedId }]);
  });

  it('cannot be renewed while it has long to go, nor asked for by those who may not', async () => {
    const waiver = approvedWaiver('long', {
      checkId: 'signed',
      endsInDays: 80,
    });
    const fake = withWaivers(waiver);
    fake.scorecard = signedUntil(waiver);
    const { unmount } = await renderScorecard('new', fake);
    expect(await screen.findByText(/^waived until/)).toBeVisible();
    const menu = await openMenu('Image signed');
    expect(menu.queryByRole('menuitem', { name: /^Renew/ })).toBeNull();
    expect(screen.queryByText(/can request waivers/)).toBeNull();
    unmount();

    fake.waivers.mayRequest = false;
    await renderScorecard('new', fake);
    expect(
      await screen.findByText(
        'The owner and the platform team can request waivers.',
      ),
    ).toBeVisible();
    expect(
      (await openMenu('SLO declared')).queryByRole('menuitem', {
        name: /^(Request|Renew)/,
      }),
    ).toBeNull();
  });

  it('leaves the scorecard readable when waivers cannot be read', async () => {
    const fake = withWaivers();
    fake.waivers.failure = new Error('Waivers are away');
    await renderScorecard('new', fake);
    expect(await screen.findByText('Waivers are away')).toBeVisible();
    expect(screen.getByText('62.5 of 100')).toBeVisible();
    fake.waivers.failure = undefined;
    await press('Try again');
    await waitFor(() =>
      expect(screen.queryByText('Waivers are away')).toBeNull(),
    );
    await openRequest();
  });
});
