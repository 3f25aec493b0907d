import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { FakeService } from '../../testing/fakeFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { responseError } from '../../testing/responseError';
import { frontendSystems } from '../../__testUtils__/renderPavedRoadPage';
import {
  choose,
  exampleFleet,
  found,
  names,
  renderServices,
} from './__testUtils__/renderServices';

describe.each(frontendSystems)(
  'ServicesTab in the %s frontend system',
  system => {
    const render = (api: FakeScorecards, query = '') =>
      renderServices(system, api, query);

    it('shows what each service stands at and leads to its scorecard', async () => {
      const { content } = await render(exampleFleet());

      expect(await found('3 services')).toBeVisible();
      // The worst first.
      expect(names()).toEqual(['Chat intent', 'Invoice OCR', 'Fraud scorer']);
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
        screen.getByRole('columnheader', { name: 'Pattern' }),
      ).toBeVisible();
      expect(
        within(row).getByRole('cell', {
          name: /^Serverless functions\s*Decision\s*Submitted$/,
        }),
      ).toBeVisible();
      expect(
        within(row).getByRole('link', { name: 'Invoice OCR' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/invoice-ocr/scorecard',
      );
      expect(
        within(row).getByRole('img', {
          name: /^In 30 days: No level yet to Silver on Nov \d, Silver to Bronze on Nov \d$/,
        }),
      ).toBeVisible();
      expect(within(row).getByText('1 unknown')).toBeVisible();
      expect(
        within(row).getByRole('link', { name: 'SLO declared' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/invoice-ocr/scorecard?check=slo',
      );
      const waived = screen.getByRole('row', { name: /Fraud scorer/ });
      expect(within(waived).getByText('1 waived')).toBeVisible();
      expect(
        within(waived).getByRole('img', {
          name: /^Silver since Aug \d+, 2026$/,
        }),
      ).toBeVisible();
      const worst = screen.getByRole('row', { name: /Chat intent/ });
      expect(within(worst).getByText('+2 more')).toBeVisible();
      expect(within(worst).getByText('Not assessed')).toBeVisible();
      expect(within(worst).queryByText('Decision')).not.toBeInTheDocument();
      expect(within(worst).getByText('No level yet')).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();
    });
  },
);

describe('ServicesTab', () => {
  const render = (api: FakeScorecards, query = '') =>
    renderServices('new', api, query);

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

  it('follows the fleet, and leaves the focus and the page where they are', async () => {
    const services = Array.from({ length: 15 }, (_, index): FakeService => ({
      name: `service-${index + 10}`,
      level: 'bronze',
      score: 50,
    }));
    const signals = new FakeSignals();
    await renderServices(
      'new',
      new FakeScorecards({ services }),
      '?limit=10&sort=name',
      {
        signals,
      },
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
      await screen.findByText('Nothing matches these filters.'),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(await found('3 services')).toBeVisible();
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

  it('shows the first services as soon as they have been evaluated', async () => {
    const services: FakeService[] = [];
    const signals = new FakeSignals();
    await renderServices('new', new FakeScorecards({ services }), '', {
      signals,
    });
    await screen.findByText('No service has been evaluated yet');

    services.push({ name: 'ranker', level: 'bronze', score: 50 });
    signals.send(fleetChannel, { changed: 'scorecards' });
    expect(await found('1 service')).toBeVisible();
  });

  it('reports an error and tries again', async () => {
    const api = exampleFleet();
    api.failure = new Error('The database is asleep');
    await render(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await found('3 services')).toBeVisible();
    await choose('Owner', 'ledger');
    expect(await found('2 services')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says once that one may not see scorecards', async () => {
    const api = exampleFleet();
    api.failure = await responseError(403, 'NotAllowedError', 'Not for you');
    const { content } = await render(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You have no permission for thisAsk the owner or the platform team for access.',
    );
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();
  });
});
