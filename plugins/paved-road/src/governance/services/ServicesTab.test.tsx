import { Entity } from '@backstage/catalog-model';
import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import {
  exampleChecks,
  exampleServices,
  exampleTeams,
} from '../../testing/exampleFleet';
import { FakeService } from '../../testing/fakeFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../__testUtils__/renderPavedRoadPage';

const exampleFleet = () =>
  new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    teams: exampleTeams,
  });

/** Services `service-01` and so on, whose scores fall as their numbers rise. */
const largeFleet = (size: number) =>
  new FakeScorecards({
    services: Array.from({ length: size }, (_, index): FakeService => ({
      name: `service-${String(index + 1).padStart(2, '0')}`,
      level: index % 2 ? 'bronze' : 'silver',
      score: size - index,
    })),
  });

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

const names = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);

const found = (text: string) => screen.findByText(text, { selector: 'p' });

async function choose(filter: string, option: string) {
  await userEvent.click(screen.getByLabelText(new RegExp(`${filter}$`)));
  const list = await screen.findByRole('listbox');
  await userEvent.click(within(list).getByRole('option', { name: option }));
}

describe.each(frontendSystems)(
  'ServicesTab in the %s frontend system',
  system => {
    const render = (api: FakeScorecards, query = '') =>
      renderPavedRoadPage(system, api, `/paved-road/services${query}`);

    it('shows what each service stands at and leads to its architecture', async () => {
      const { content } = await render(exampleFleet());

      expect(await found('3 services')).toBeVisible();
      expect(names()).toEqual(['Chat intent', 'Fraud scorer', 'Invoice OCR']);
      const row = screen.getByRole('row', { name: /Invoice OCR/ });
      for (const text of [
        'Serverless functions',
        'Submitted',
        'Bronze',
        '58',
        'SLO declared',
      ]) {
        expect(within(row).getByText(text)).toBeVisible();
      }
      expect(
        within(row).getByRole('link', { name: 'Invoice OCR' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/invoice-ocr/architecture#scorecard',
      );
      expect(
        within(row).getByRole('img', {
          name: /^No level yet to Silver on Nov \d, Silver to Bronze on Nov \d$/,
        }),
      ).toBeVisible();
      expect(within(row).getByText('1 unknown')).toBeVisible();
      const waived = screen.getByRole('row', { name: /Fraud scorer/ });
      expect(within(waived).getByText('1 waived')).toBeVisible();
      expect(
        within(waived).getByRole('img', { name: /^Silver since Oct \d+$/ }),
      ).toBeVisible();
      const worst = screen.getByRole('row', { name: /Chat intent/ });
      expect(within(worst).getByText('Not assessed')).toBeVisible();
      expect(within(worst).getByText('No level yet')).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();
    });

    it('lets the service filter, and keeps the filters in the address', async () => {
      const api = exampleFleet();
      const page = await render(api);
      await found('3 services');

      await choose('Owner', 'ledger');
      expect(await found('2 services')).toBeVisible();
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
        '?q=invoice&level=bronze&check=slo&state=fail&sort=-score&limit=50&pattern=spaghetti&stage=launched&assessment=great&team=a%20b',
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

    it('pages forth and back, and starts over with another filter', async () => {
      const api = largeFleet(25);
      const page = await render(api, '?limit=10');
      const next = async () =>
        await userEvent.click(
          screen.getByRole('button', { name: 'Next table page' }),
        );

      expect(await found('1–10 of 25')).toBeVisible();
      expect(
        screen.getByRole('button', { name: 'Previous table page' }),
      ).toBeDisabled();
      await next();
      expect(await found('11–20 of 25')).toBeVisible();
      await next();
      expect(await found('21–25 of 25')).toBeVisible();
      expect(names()).toEqual([
        'service-21',
        'service-22',
        'service-23',
        'service-24',
        'service-25',
      ]);
      expect(
        screen.getByRole('button', { name: 'Next table page' }),
      ).toBeDisabled();

      await userEvent.click(
        screen.getByRole('button', { name: 'Previous table page' }),
      );
      expect(await found('11–20 of 25')).toBeVisible();
      expect(names()[0]).toBe('service-11');
      await page.back();
      expect(await found('21–25 of 25')).toBeVisible();

      await choose('Level', 'Bronze');
      expect(await found('1–10 of 12')).toBeVisible();
      expect(api.queries.at(-1)).toMatchObject({
        level: 'bronze',
        cursor: undefined,
      });

      await choose('page size', '20 per page');
      expect(await found('1–12 of 12')).toBeVisible();
    });
  },
);

describe('ServicesTab', () => {
  const render = (api: FakeScorecards, query = '') =>
    renderPavedRoadPage('new', api, `/paved-road/services${query}`);

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

    expect(
      await screen.findByText(
        'Owner: only the first 10 can be chosen. To find the services of another one, search for its name.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/^Check: only/)).not.toBeInTheDocument();
  });

  it('lets the service sort', async () => {
    const api = largeFleet(25);
    const page = await render(api);
    await found('25 services');
    expect(
      screen.getByRole('columnheader', { name: 'Service' }),
    ).toHaveAttribute('aria-sort', 'ascending');

    await userEvent.click(screen.getByRole('columnheader', { name: 'Score' }));
    await waitFor(() => expect(names()[0]).toBe('service-25'));
    await userEvent.click(screen.getByRole('columnheader', { name: 'Score' }));
    await waitFor(() => expect(names()[0]).toBe('service-01'));

    expect(api.queries.at(-1)?.sort).toBe('-score');
    expect(page.address()).toBe('/paved-road/services?sort=-score');
    expect(screen.getByRole('columnheader', { name: 'Score' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
  });

  it('keeps the table while it loads and drops an answer that comes too late', async () => {
    const api = exampleFleet();
    await render(api);
    await found('3 services');
    let answerSlowly = () => {};
    const listScorecards = api.listScorecards.bind(api);
    jest.spyOn(api, 'listScorecards').mockImplementationOnce(async query => {
      await new Promise<void>(resolve => {
        answerSlowly = resolve;
      });
      return listScorecards(query);
    });

    await choose('Level', 'Bronze');
    expect(await screen.findByRole('progressbar')).toBeVisible();
    expect(names()).toHaveLength(3);
    await choose('Level', 'Silver');
    expect(await found('1 service')).toBeVisible();
    expect(names()).toEqual(['Fraud scorer']);

    answerSlowly();
    await waitFor(() => expect(api.queries.at(-1)?.level).toBe('bronze'));
    expect(names()).toEqual(['Fraud scorer']);
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('calls a team by its title that owns nothing', async () => {
    await renderPavedRoadPage(
      'new',
      exampleFleet(),
      '/paved-road/services?owner=payments',
      {
        entities: [payments],
      },
    );

    expect(
      await screen.findByRole('row', { name: 'Owner: All of Payments' }),
    ).toBeVisible();
    expect(screen.getByLabelText(/Owner$/)).toHaveTextContent(
      'All of Payments',
    );
  });

  it('offers more filters, by what the fleet, the model and the catalog know', async () => {
    const page = await renderPavedRoadPage(
      'new',
      exampleFleet(),
      '/paved-road/services?below=silver&stage=mvp&assessment=submitted&lift=slo',
      { entities: [payments, invoiceOcr] },
    );
    expect(await found('1 service')).toBeVisible();
    expect(screen.queryByLabelText(/Stage$/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));

    await userEvent.type(
      screen.getByRole('combobox', { name: 'Team with those below' }),
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
      'Team with those below: All of Payments',
      'Below level: Silver',
      'Stage: MVP',
      'Lifecycle: experimental',
      'Decision: Submitted',
      'Would rise with: SLO declared',
    ]) {
      expect(screen.getByRole('row', { name: filter })).toBeVisible();
    }
  });

  it('exports what matches, all pages of it, and says when that failed', async () => {
    const api = largeFleet(25);
    const files: { name: string; content: Promise<string> }[] = [];
    let content: Blob;
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        content = blob;
        return 'blob:file';
      },
      revokeObjectURL: () => {},
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        files.push({ name: this.download, content: content.text() });
      });
    await render(api, '?level=bronze&sort=-score&limit=10');
    await found('12 services');
    const button = screen.getByRole('button', { name: 'Export CSV' });

    api.failure = new Error('The database is asleep');
    await userEvent.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not export the servicesThe database is asleep',
    );
    api.failure = undefined;
    await userEvent.click(button);
    await waitFor(() => expect(files).toHaveLength(1));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(files[0].name).toMatch(/^paved-road-services-\d{4}-\d\d-\d\d\.csv$/);
    expect((await files[0].content).split('\r\n')).toHaveLength(13);
    expect(api.exports).toEqual([
      expect.objectContaining({ level: 'bronze', sort: '-score' }),
    ]);

    await choose('Level', 'Gold');
    expect(
      await screen.findByText('No service matches these filters.'),
    ).toBeVisible();
    expect(button).toBeDisabled();
  });

  it('follows the fleet, and leaves the focus and the page where they are', async () => {
    const services = Array.from({ length: 15 }, (_, index): FakeService => ({
      name: `service-${index + 10}`,
      level: 'bronze',
      score: 50,
    }));
    const signals = new FakeSignals();
    await renderPavedRoadPage(
      'new',
      new FakeScorecards({ services }),
      '/paved-road/services?limit=10',
      { signals },
    );
    await found('1–10 of 15');
    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    await found('11–15 of 15');
    const link = screen.getByRole('link', { name: 'service-24' });
    link.focus();

    services[14] = { ...services[14], level: 'gold' };
    signals.send(fleetChannel, { changed: 'scorecards' });
    const row = screen.getByRole('row', { name: /service-24/ });
    expect(await within(row).findByText('Gold')).toBeVisible();
    expect(link).toHaveFocus();
    expect(screen.getByText('11–15 of 15')).toBeVisible();
  });

  it('says that nothing matches, and how to see more', async () => {
    const { content } = await render(exampleFleet(), '?q=nonsense');

    expect(
      await screen.findByText('No service matches these filters.'),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(await found('3 services')).toBeVisible();
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

  it('says what to do while nothing has been evaluated', async () => {
    const { content } = await render(new FakeScorecards({}));

    expect(
      await screen.findByRole('heading', {
        name: 'No service has been evaluated yet',
      }),
    ).toBeVisible();
    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('reports an error and tries again', async () => {
    const api = exampleFleet();
    api.failure = new Error('The database is asleep');
    await render(api);

    expect(await screen.findAllByText('The database is asleep')).toHaveLength(
      2,
    );
    api.failure = undefined;
    for (const retry of screen.getAllByRole('button', { name: 'Try again' })) {
      await userEvent.click(retry);
    }
    expect(await found('3 services')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
