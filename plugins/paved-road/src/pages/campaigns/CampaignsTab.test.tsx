import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { dayInDays, exampleCampaign } from '../../testing/exampleCampaigns';
import {
  exampleAssets,
  exampleChecks,
  exampleServices,
} from '../../testing/exampleFleet';
import { rulesOfMoreKinds } from '../../testing/exampleRules';
import { FakeCampaigns, withCampaigns } from '../../testing/FakeCampaigns';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const render = (
  system: (typeof frontendSystems)[number],
  campaigns: FakeCampaigns,
  query = '',
  signals?: FakeSignals,
) =>
  renderPavedRoadPage(
    system,
    withCampaigns(
      new FakeScorecards({ services: exampleServices, checks: exampleChecks }),
      campaigns,
    ),
    `/paved-road/campaigns${query}`,
    { signals },
  );

const press = async (name: string | RegExp) =>
  await userEvent.click(await screen.findByRole('button', { name }));

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe.each(frontendSystems)(
  'CampaignsTab in the %s frontend system',
  system => {
    it('lists what is active, the next deadline first, and what has ended on demand', async () => {
      const { content } = await render(
        system,
        new FakeCampaigns([
          exampleCampaign(),
          exampleCampaign({
            id: 'late',
            title: 'Gold for payments',
            targetLevel: 'gold',
            dueOn: dayInDays(-3),
            scope: { team: 'group:default/payments', pattern: 'hybrid' },
          }),
          exampleCampaign({
            id: 'over',
            title: 'Bronze everywhere',
            status: 'ended',
            endedAt: '2026-06-01T12:00:00.000Z',
          }),
        ]),
      );

      const active = await region('Active campaigns');
      expect(
        (await active.findAllByRole('link')).map(link => link.textContent),
      ).toEqual(['Gold for payments', 'Production at silver']);
      expect(active.getByText('overdue by 3 days')).toBeVisible();
      expect(active.getByText('in 23 days')).toBeVisible();
      expect(
        active.getByText(
          'Team, including subteams: payments · Pattern: Hybrid',
        ),
      ).toBeVisible();
      expect(
        active.getByText('Lifecycle: production · Type: ai-service'),
      ).toBeVisible();
      expect(
        active.getByRole('progressbar', {
          name: 'Progress of Production at silver',
        }),
      ).toHaveAttribute('aria-valuetext', '1 of 3 at Silver or better');
      expect(screen.queryByText('Bronze everywhere')).toBeNull();

      await press('Show the ended campaigns');
      const ended = await region('Ended campaigns');
      expect(await ended.findByText(/^Ended on .*2026/)).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();
    });

    it('shows how far one is, and who has what to do', async () => {
      const { content, address, back } = await render(
        system,
        new FakeCampaigns([exampleCampaign()]),
      );
      await userEvent.click(
        await screen.findByRole('link', { name: 'Production at silver' }),
      );
      expect(
        await screen.findByText(/^Incidents of the last quarter/),
      ).toBeVisible();
      expect(address()).toBe('/paved-road/campaigns?campaign=silver');
      expect(
        screen.getByRole('link', { name: 'Show the 2 below Silver' }),
      ).toHaveAttribute(
        'href',
        '/paved-road/services?below=silver&lifecycle=production&type=ai-service',
      );
      // Of three, an even pace leaves 3 * 23 / 33 by now.
      expect(
        await screen.findByText(/went from 3 to 2\. That is an even pace\.$/),
      ).toBeVisible();
      await press('Show the numbers by day');
      expect(
        screen.getByRole('table', { name: 'Burn-down by day' }),
      ).toBeVisible();

      const ledger = await region('ledger');
      expect(ledger.getByRole('link', { name: 'Invoice OCR' })).toHaveAttribute(
        'href',
        '/catalog/default/component/invoice-ocr/scorecard',
      );
      expect(
        ledger.getByRole('link', { name: 'SLO declared' }),
      ).toHaveAttribute('href', '/paved-road/rules?check=slo');
      const search = await region('search');
      expect(
        search.getByRole('link', { name: 'SLO declared (unknown)' }),
      ).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();

      await press(/Owner/);
      await userEvent.click(
        await screen.findByRole('option', { name: 'ledger' }),
      );
      expect(await screen.findByText('1 to go')).toBeVisible();
      expect(screen.queryByRole('link', { name: 'Chat intent' })).toBeNull();
      expect(address()).toBe(
        '/paved-road/campaigns?campaign=silver&owner=group%3Adefault%2Fledger',
      );
      await back();
      expect(
        await screen.findByRole('link', { name: 'Chat intent' }),
      ).toBeVisible();
    });

    it('begins one, counting the services as they are chosen', async () => {
      const campaigns = new FakeCampaigns();
      const { address } = await render(system, campaigns);
      expect(await screen.findByText('No campaign is active.')).toBeVisible();
      await press('New campaign');
      const dialog = within(
        await screen.findByRole('dialog', { name: 'New campaign' }),
      );
      expect(
        await dialog.findByText('3 are in scope, 2 of them are below Silver.'),
      ).toBeVisible();
      await userEvent.click(dialog.getByRole('button', { name: /Pattern/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: 'Hybrid' }),
      );
      expect(
        await dialog.findByText('1 is in scope, 0 of them are below Silver.'),
      ).toBeVisible();
      expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();

      await userEvent.click(
        dialog.getByRole('button', { name: 'Create campaign' }),
      );
      expect(dialog.getByText('Use at least 3 characters.')).toBeVisible();
      expect(dialog.getByLabelText(/^Title/)).toHaveFocus();
      await userEvent.type(
        dialog.getByLabelText(/^Title/),
        'Hybrids at silver',
      );
      await userEvent.click(
        dialog.getByRole('button', { name: 'Create campaign' }),
      );

      expect(
        await screen.findByText('Campaign “Hybrids at silver” created.'),
      ).toBeVisible();
      expect(address()).toBe('/paved-road/campaigns?campaign=new-0');
      expect(await campaigns.getCampaign('new-0')).toMatchObject({
        targetLevel: 'silver',
        dueOn: dayInDays(90),
        scope: { pattern: 'hybrid' },
      });
    });
  },
);

describe('CampaignsTab', () => {
  it('tells who edits one that somebody else has changed, and loads what it is now', async () => {
    const campaigns = new FakeCampaigns([exampleCampaign()]);
    const signals = new FakeSignals();
    await render('new', campaigns, '?campaign=silver', signals);
    await press('Edit');
    const dialog = within(await screen.findByRole('dialog'));
    const { etag } = await campaigns.getCampaign('silver');
    await campaigns.updateCampaign('silver', etag, { title: 'Silver for all' });
    // The page behind the dialog follows, and what is written is still based on what it was.
    signals.send(fleetChannel, { changed: 'campaigns' });
    await screen.findByText('Silver for all');
    await userEvent.type(dialog.getByLabelText(/^Title/), ' soon');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /Someone else has changed this campaign.*read it again/,
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Load the newest version' }),
    );
    expect(
      await screen.findByRole('region', { name: 'Silver for all' }),
    ).toBeVisible();

    await press('Edit');
    const again = within(await screen.findByRole('dialog'));
    await userEvent.clear(again.getByLabelText('Description'));
    await userEvent.click(again.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Campaign updated.')).toBeVisible();
    expect(screen.queryByText(/^Incidents/)).toBeNull();
  });

  it('reminds the owners after it has shown them, once a week', async () => {
    const campaigns = new FakeCampaigns([exampleCampaign()]);
    await render('new', campaigns, '?campaign=silver');
    await press('Remind owners');
    const dialog = within(
      await screen.findByRole('dialog', { name: /^Remind the owners of/ }),
    );
    const { owners } = await campaigns.previewReminder('silver');
    for (const { owner } of owners) {
      expect(
        await dialog.findByRole('link', { name: owner.split('/')[1] }),
      ).toBeVisible();
    }
    const { length } = owners;
    await press(`Remind ${length} ${length === 1 ? 'owner' : 'owners'}`);
    expect(await screen.findByText(/ reminded\.$/)).toBeVisible();
    await press('Remind owners');
    expect(
      await screen.findByText(/^The owners were reminded within the last week/),
    ).toBeVisible();
  });

  it('ends one after it has asked', async () => {
    const campaigns = new FakeCampaigns([exampleCampaign()]);
    await render('new', campaigns, '?campaign=silver');
    await press('End');
    await press('End the campaign');
    expect(await screen.findByText('Campaign ended.')).toBeVisible();
    expect(await screen.findByText(/^Ended on/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('says to who ends one that somebody else has changed or ended', async () => {
    const campaigns = new FakeCampaigns([exampleCampaign()]);
    const { etag } = await campaigns.getCampaign('silver');
    await render('new', campaigns, '?campaign=silver');
    await press('End');
    await campaigns.updateCampaign('silver', etag, { title: 'Silver for all' });
    await press('End the campaign');
    const dialog = within(
      await screen.findByRole('dialog', { name: 'End “Silver for all”' }),
    );
    expect(dialog.getByRole('alert')).toHaveTextContent(
      /The campaign was not ended.*read it again/,
    );
    const changed = await campaigns.getCampaign('silver');
    await campaigns.endCampaign('silver', changed.etag);
    await press('End the campaign');
    const told = await screen.findByText(
      'Someone else ended this campaign first.',
    );
    await waitFor(() => expect(told.parentElement).toHaveFocus());
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByText(/^Ended on/)).toBeVisible();
  });

  it('begins one, with what the form says last, when the answer is lost', async () => {
    const campaigns = new FakeCampaigns();
    campaigns.losesNextAnswer = true;
    await render('new', campaigns);
    await press('New campaign');
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText(/are below Silver/);
    await userEvent.type(dialog.getByLabelText(/^Title/), 'Silver');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create campaign' }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The campaign was not saved',
    );
    await userEvent.type(dialog.getByLabelText(/^Title/), ' for all');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create campaign' }),
    );
    expect(
      await screen.findByText('Campaign “Silver for all” created.'),
    ).toBeVisible();
    const { items } = await campaigns.listCampaigns();
    expect(items.map(({ title }) => title)).toEqual(['Silver for all']);

    // The next form is another campaign, also with the same content.
    await userEvent.click(screen.getByRole('link', { name: 'All campaigns' }));
    await press('New campaign');
    const next = within(await screen.findByRole('dialog'));
    await next.findByText(/are below Silver/);
    await userEvent.type(next.getByLabelText(/^Title/), 'Silver for all');
    await userEvent.click(
      next.getByRole('button', { name: 'Create campaign' }),
    );
    await screen.findByText('Campaign “Silver for all” created.');
    await expect(campaigns.listCampaigns()).resolves.toMatchObject({
      totalItems: 2,
    });
  });

  it('begins a campaign about a check with what that check would bring', async () => {
    const { address } = await render('new', new FakeCampaigns(), '?check=slo');
    const dialog = within(
      await screen.findByRole('dialog', { name: 'New campaign' }),
    );
    expect(dialog.getByLabelText(/^Title/)).toHaveValue(
      'Reach Silver: SLO declared',
    );
    expect(dialog.getByLabelText('Description')).toHaveValue(
      '1 would reach Silver by passing “SLO declared”.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(address()).toBe('/paved-road/campaigns');
  });

  it('begins one for a kind where rule packs select several', async () => {
    const campaigns = new FakeCampaigns();
    await renderPavedRoadPage(
      'new',
      withCampaigns(
        new FakeScorecards({
          services: [...exampleServices, ...exampleAssets],
          checks: exampleChecks,
          rules: rulesOfMoreKinds,
        }),
        campaigns,
      ),
      '/paved-road/campaigns',
    );
    await press('New campaign');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText('5 are in scope, 4 of them are below Silver.'),
    ).toBeVisible();
    await userEvent.click(await dialog.findByRole('button', { name: /Kind/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'API' }));
    expect(
      await dialog.findByText('1 is in scope, 1 of them is below Silver.'),
    ).toBeVisible();
    await userEvent.type(dialog.getByLabelText(/^Title/), 'APIs at silver');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create campaign' }),
    );
    expect(await screen.findByText('Kind: API')).toBeVisible();
    expect(await campaigns.getCampaign('new-0')).toMatchObject({
      scope: { kind: 'API' },
    });
  });

  it('warns of a scope in which there is nothing', async () => {
    await render('new', new FakeCampaigns());
    await press('New campaign');
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText(/are below Silver/);
    for (const [field, value] of [
      [/Pattern/, 'Hybrid'],
      [/Owner/, 'ledger'],
    ] as const) {
      await userEvent.click(dialog.getByRole('button', { name: field }));
      await userEvent.click(await screen.findByRole('option', { name: value }));
    }
    expect(await dialog.findByText('Nothing is in scope')).toBeVisible();
  });

  it('leaves those alone who may not manage campaigns', async () => {
    const campaigns = new FakeCampaigns([exampleCampaign()]);
    campaigns.mayManage = false;
    await render('new', campaigns, '?campaign=silver');
    await region('To do');
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'End' })).toBeNull();
  });

  it('follows what others do, and reports an error', async () => {
    const campaigns = new FakeCampaigns();
    const signals = new FakeSignals();
    await render('new', campaigns, '', signals);
    await screen.findByText('No campaign is active.');
    await campaigns.createCampaign({
      title: 'Gold soon',
      targetLevel: 'gold',
      dueOn: dayInDays(1),
    });
    signals.send(fleetChannel, { changed: 'campaigns' });
    expect(
      await screen.findByRole('link', { name: 'Gold soon' }),
    ).toBeVisible();
    expect(screen.getByText('in 1 day')).toBeVisible();
    expect(screen.getByText('Everything with a scorecard')).toBeVisible();

    campaigns.failure = new Error('The database is asleep');
    signals.send(fleetChannel, { changed: 'campaigns' });
    expect(await screen.findByText('The database is asleep')).toBeVisible();
    campaigns.failure = undefined;
    await press('Try again');
    expect(await screen.findByText('1 campaign')).toBeVisible();
  });

  it('says of an empty scope that it is empty, and not that all are there', async () => {
    const empty = { progress: { total: 0, reached: 0 }, tasks: [] };
    await render(
      'new',
      new FakeCampaigns([exampleCampaign(empty)]),
      '?campaign=silver',
    );
    const toDo = await region('To do');
    expect(
      await toDo.findByText('Nothing you can see is in scope.'),
    ).toBeVisible();
  });

  it('says when there is no such campaign', async () => {
    await render('new', new FakeCampaigns(), '?campaign=gone');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This campaign does not exist',
    );
    expect(screen.getByRole('link', { name: 'All campaigns' })).toBeVisible();
  });
});
