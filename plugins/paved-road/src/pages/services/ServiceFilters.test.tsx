import { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleAssets,
  exampleChecks,
  exampleServices,
} from '../../testing/exampleFleet';
import { exampleRules, rulesOfMoreKinds } from '../../testing/exampleRules';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { frontendSystems } from '../../__testUtils__/renderPavedRoadPage';
import {
  choose,
  exampleFleet,
  found,
  names,
  renderServices,
} from './__testUtils__/renderServices';

const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'payments',
    namespace: 'default',
    title: 'All of Payments',
  },
  spec: { type: 'team', children: [] },
};

const invoiceOcr: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'invoice-ocr', namespace: 'default' },
  spec: { type: 'ai-service', lifecycle: 'experimental', owner: 'ledger' },
};

describe.each(frontendSystems)(
  'ServiceFilters in the %s frontend system',
  system => {
    const render = (api: FakeScorecards, query = '') =>
      renderServices(system, api, query);

    it('lets the service filter, and keeps the filters in the address', async () => {
      const api = exampleFleet();
      const page = await render(api);
      await found('3 services');

      await choose('Owner', 'ledger');
      expect(await found('2 services')).toBeVisible();
      await userEvent.click(
        screen.getByRole('button', { name: 'More filters' }),
      );
      await choose('Check', 'Runbook linked');
      await choose('State of the check', 'fail');
      expect(await found('1 service')).toBeVisible();
      expect(names()).toEqual(['Chat intent']);
      await choose('Level', 'No level yet');
      await choose('Pattern', 'No pattern');
      await userEvent.type(
        screen.getByRole('searchbox', { name: 'Search' }),
        'chat',
      );
      await waitFor(() =>
        expect(page.address()).toBe(
          '/paved-road/services?q=chat&owner=group%3Adefault%2Fledger&level=none&pattern=none&check=runbook&state=fail',
        ),
      );

      expect(api.queries.at(-1)).toMatchObject({
        q: 'chat',
        owner: 'group:default/ledger',
        level: 'none',
        pattern: 'none',
        check: 'runbook',
        state: 'fail',
      });
      // The search waited for a pause: no request for a part of the word.
      expect(api.queries.map(({ q }) => q).filter(Boolean)).toEqual(['chat']);

      await userEvent.click(
        within(screen.getByRole('row', { name: 'Owner: ledger' })).getByRole(
          'button',
        ),
      );
      await waitFor(() =>
        expect(api.queries.at(-1)).toMatchObject({
          owner: undefined,
          check: 'runbook',
        }),
      );
      await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
      expect(await found('3 services')).toBeVisible();
      expect(page.address()).toBe('/paved-road/services');
      expect(screen.getByRole('searchbox', { name: 'Search' })).toHaveValue('');
      expect(screen.getByRole('search')).toHaveFocus();

      await page.back();
      expect(
        await screen.findByRole('row', { name: 'Check: Runbook linked' }),
      ).toBeVisible();
      expect(await found('1 service')).toBeVisible();
    });

    it('restores a shared link and leaves out what is not allowed in it', async () => {
      const api = exampleFleet();
      await render(
        api,
        '?q=invoice&level=bronze&check=slo&state=fail&sort=-score&limit=50&pattern=spaghetti&stage=launched&assessment=great&stale=maybe&team=a%20b',
      );

      expect(await found('1 service')).toBeVisible();
      expect(names()).toEqual(['Invoice OCR']);
      expect(api.queries).toEqual([
        {
          q: 'invoice',
          level: 'bronze',
          check: 'slo',
          state: 'fail',
          sort: '-score',
          limit: 50,
        },
      ]);
      expect(screen.getByRole('searchbox', { name: 'Search' })).toHaveValue(
        'invoice',
      );
      expect(
        await screen.findByRole('row', { name: 'Level: Bronze' }),
      ).toBeVisible();
      expect(
        screen.getByRole('columnheader', { name: 'Score' }),
      ).toHaveAttribute('aria-sort', 'descending');
    });
  },
);

describe('ServiceFilters', () => {
  const render = (api: FakeScorecards, query = '') =>
    renderServices('new', api, query);

  it('offers more filters, by what the fleet, the model and the catalog know', async () => {
    const page = await renderServices(
      'new',
      exampleFleet(),
      '?below=silver&stage=mvp&assessment=submitted&lift=slo',
      { entities: [payments, invoiceOcr] },
    );
    expect(await found('1 service')).toBeVisible();
    expect(screen.queryByLabelText(/Stage$/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));

    await userEvent.type(
      screen.getByRole('combobox', { name: 'Team, including subteams' }),
      'pay',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /All of Payments/ }),
    );
    await choose('Lifecycle', 'experimental');
    await waitFor(() =>
      expect(page.address()).toBe(
        '/paved-road/services?team=group%3Adefault%2Fpayments&below=silver&stage=mvp&lifecycle=experimental&assessment=submitted&lift=slo',
      ),
    );
    expect(await found('1 service')).toBeVisible();
    expect(names()).toEqual(['Invoice OCR']);

    await userEvent.click(
      screen.getByRole('button', { name: 'Fewer filters' }),
    );
    // What is in force stays in sight.
    for (const filter of [
      'Team, including subteams: All of Payments',
      'Below level: Silver',
      'Stage: MVP',
      'Lifecycle: experimental',
      'Decision: Submitted',
      'Would level up with: SLO declared',
    ]) {
      expect(screen.getByRole('row', { name: filter })).toBeVisible();
    }
  });

  it('offers the first of many owners, and says how to find the others', async () => {
    const api = exampleFleet();
    const getSummary = api.getScorecardsSummary.bind(api);
    let pages = 0;
    jest.spyOn(api, 'getScorecardsSummary').mockImplementation(async query => {
      const summary = await getSummary({ groupBy: query.groupBy });
      if (query.groupBy !== 'owner') {
        return summary;
      }
      pages += 1;
      const ledger = summary.groups.filter(({ title }) => title === 'ledger');
      return {
        ...summary,
        groups: ledger.map(group => ({ ...group, key: `team-${pages}` })),
        nextCursor: 'there is always more',
      };
    });
    await render(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'More filters' }),
    );

    expect(
      await screen.findByText(
        'Owner: the list offers the first 10. To filter by another one, search by name.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/^Check: the list/)).not.toBeInTheDocument();
  });

  it('calls a team by its title that owns nothing', async () => {
    await renderServices('new', exampleFleet(), '?owner=payments', {
      entities: [payments],
    });

    expect(
      await screen.findByRole('row', { name: 'Owner: All of Payments' }),
    ).toBeVisible();
    expect(screen.getByLabelText(/Owner$/)).toHaveTextContent(
      'All of Payments',
    );
  });

  it('finds the services whose decision is stale, and those where it is not', async () => {
    const api = exampleFleet();
    const page = await render(api, '?stale=true');

    expect(await found('1 service')).toBeVisible();
    expect(names()).toEqual(['Fraud scorer']);
    expect(
      screen.getByRole('row', { name: 'Stale decision: Yes' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    await choose('Stale decision', 'No');
    expect(await found('2 services')).toBeVisible();
    expect(page.address()).toBe('/paved-road/services?stale=false');
    expect(
      screen.getByRole('row', { name: 'Stale decision: No' }),
    ).toBeVisible();

    await choose('Stale decision', 'Any');
    expect(await found('3 services')).toBeVisible();
    expect(page.address()).toBe('/paved-road/services');
    expect(api.queries.map(({ stale }) => stale)).toEqual([
      true,
      false,
      undefined,
    ]);
  });

  it('tells kinds apart where rule packs select other kinds, and narrows down to one', async () => {
    const api = new FakeScorecards({
      services: [...exampleServices, ...exampleAssets],
      checks: exampleChecks,
      rules: rulesOfMoreKinds,
    });
    const page = await render(api);
    expect(await found('5 entities')).toBeVisible();
    const model = screen.getByRole('row', { name: /Fraud model/ });
    expect(within(model).getByText('Resource')).toBeVisible();
    // There is nothing to decide.
    expect(within(model).queryByText('Not assessed')).toBeNull();
    expect(
      within(screen.getByRole('row', { name: /Payments API/ })).getByRole(
        'link',
        { name: 'Payments API' },
      ),
    ).toHaveAttribute('href', '/catalog/default/api/payments-api/scorecard');
    expect(
      within(screen.getByRole('row', { name: /Chat intent/ })).queryByText(
        'Component',
      ),
    ).toBeNull();

    expect(screen.getByRole('table', { name: 'All entities' })).toBeVisible();
    await choose('Kind', 'API');
    expect(await found('1 entity')).toBeVisible();
    expect(names()).toEqual(['Payments API']);
    expect(page.address()).toBe('/paved-road/services?kind=API');
    expect(screen.getByRole('row', { name: 'Kind: API' })).toBeVisible();
    await choose('Kind', 'Component');
    expect(await found('3 services')).toBeVisible();
    expect(screen.getByRole('table', { name: 'Services' })).toBeVisible();
    expect(api.queries.map(({ kind }) => kind)).toEqual([
      undefined,
      'API',
      'Component',
    ]);
  });

  it('reads a kind from a link as the catalog does, and offers none where there is one', async () => {
    const api = new FakeScorecards({
      services: [...exampleServices, ...exampleAssets],
      rules: exampleRules,
    });
    await render(api, '?kind=resource');
    expect(await found('1 entity')).toBeVisible();
    expect(screen.getByRole('row', { name: 'Kind: Resource' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    expect(screen.getByLabelText(/Lifecycle$/)).toBeVisible();
    expect(screen.queryByLabelText(/Kind$/)).toBeNull();
  });

  it('leaves alone what one is typing', async () => {
    const api = exampleFleet();
    await render(api);
    await found('3 services');
    const search = screen.getByRole('searchbox', { name: 'Search' });

    await userEvent.type(search, 'chat ');
    expect(await found('1 service')).toBeVisible();
    await userEvent.type(search, 'intent');
    await waitFor(() => expect(api.queries.at(-1)?.q).toBe('chat intent'));
    expect(search).toHaveValue('chat intent');
  });

  it('leads out of a link to a check that is gone', async () => {
    await render(exampleFleet(), '?check=gone&state=fail');

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'check: "gone" is not a check',
    );
    await userEvent.click(
      within(screen.getByRole('row', { name: 'Check: gone' })).getByRole(
        'button',
      ),
    );
    expect(await found('2 services')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
