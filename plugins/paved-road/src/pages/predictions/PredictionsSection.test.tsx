import { JsonValue } from '@backstage/types';
import { ServicePrediction } from '@paved-road/plugin-paved-road-common';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleServices } from '../../testing/exampleFleet';
import { FakeScorecards } from '../../testing/FakeScorecards';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const compared = (predicted: number, error: number) => ({
  predicted,
  measured: predicted * (1 + error),
  error,
});

const prediction = (
  name: string,
  changes: Partial<ServicePrediction>,
): ServicePrediction => ({
  assessmentId: `assessment-of-${name}`,
  entityRef: `component:default/${name}`,
  entityTitle: name,
  platform: 'google-cloud-run',
  pattern: 'monolith',
  measuredAt: '2026-11-03T07:00:00.000Z',
  ...changes,
});

/** Enough of one kind, all dearer than predicted, to suggest another price; and one of another kind. */
const fleet = (): FakeScorecards => {
  const api = new FakeScorecards({ services: exampleServices });
  api.predictions = [
    ...Array.from({ length: 9 }, (_, index) =>
      prediction(`service-${9 - index}`, {
        cost: compared(100, 0.6 - index / 50),
        latency: compared(0.4, 0),
      }),
    ),
    prediction('fraud-scorer', {
      pattern: 'serverless',
      platform: 'aws-lambda',
      latency: compared(0.2, -0.25),
    }),
  ];
  api.predictionGroups = [
    {
      platform: 'google-cloud-run',
      pattern: 'monolith',
      cost: { services: 9, median: 0.52, quartiles: [0.48, 0.56] },
      latency: { services: 9, median: 0, quartiles: [0, 0] },
      suggestions: [
        {
          assumption: 'cpuInstanceHour',
          title: 'Price of an instance',
          unit: 'USD per hour',
          current: 0.08925,
          suggested: 0.136,
          text: 'Median of 9 services: 52% more than predicted.',
        },
      ],
    },
    {
      platform: 'aws-lambda',
      pattern: 'serverless',
      latency: { services: 1, median: -0.25, quartiles: [-0.25, -0.25] },
      suggestions: [],
    },
  ];
  return api;
};

const grid = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);

const list = async () =>
  within(await screen.findByRole('region', { name: 'Services, worst first' }));

const choose = async (field: string, option: string) => {
  const filters = within(
    await screen.findByRole('search', { name: 'Filter the predictions' }),
  );
  await userEvent.click(
    filters.getByRole('button', { name: new RegExp(field) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe.each(frontendSystems)(
  'Predictions in the %s frontend system',
  system => {
    const render = (api: FakeScorecards, search = '') =>
      renderPavedRoadPage(system, api, `/paved-road/predictions${search}`);

    it('shows errors by platform and pattern, what they suggest, and the worst services', async () => {
      const page = await render(fleet());
      expect(
        await screen.findByRole('tab', { name: 'Overview', selected: true }),
      ).toBeVisible();
      expect(
        screen.queryByRole('tab', { name: 'Predictions' }),
      ).not.toBeInTheDocument();
      expect(await grid('Errors by platform and pattern')).toEqual([
        expect.stringMatching(
          /^Modular monolith(?! on).*\+52% \(\+48% to \+56%\) · 9 services0% \(0% to 0%\) · 9 services$/,
        ),
        expect.stringMatching(/^Serverless functions on .*-25% · 1 service$/),
      ]);
      const suggestions = screen.getByRole('region', {
        name: 'Suggested corrections',
      });
      expect(suggestions).toHaveTextContent(
        /Suggested: change “Price of an instance” from 0\.089\d* to 0\.136 USD per hour/,
      );
      expect(suggestions).toHaveTextContent(/Nothing changes automatically/);
      const rows = await grid('Services, worst first');
      expect(rows[0]).toMatch(
        /^service-9\+60%\$100\/month predicted, \$160\/month measured0%400 ms predicted, 400 ms measured/,
      );
      expect(screen.getByRole('link', { name: 'service-9' })).toHaveAttribute(
        'href',
        '/catalog/default/component/service-9/architecture?assessment=assessment-of-service-9&section=measured',
      );
      expect(await axe(page.content())).toHaveNoViolations();
    });

    it('keeps its filters in the address, and exports what matches', async () => {
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
      const page = await render(fleet());
      await (await list()).findByText('10 services');
      await choose('Pattern', 'Serverless functions');
      expect(await (await list()).findByText('1 service')).toBeVisible();
      expect(page.address()).toBe(
        '/paved-road/overview?section=predictions&pattern=serverless',
      );
      expect(screen.getByText(/^No corrections yet/)).toBeVisible();

      await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
      await waitFor(() => expect(files).toHaveLength(1));
      expect(files[0].name).toMatch(/^paved-road-predictions-.+\.csv$/);
      expect(await files[0].content).toBe('title\r\nfraud-scorer');

      await choose('Pattern', 'Microservices');
      expect(
        await screen.findByText('No service matches these filters.'),
      ).toBeVisible();
      await page.back();
      expect(await (await list()).findByText('1 service')).toBeVisible();
    });
  },
);

describe('Predictions', () => {
  it('says how to begin while nothing is measured', async () => {
    const page = await renderPavedRoadPage(
      'new',
      new FakeScorecards({ services: exampleServices }),
      '/paved-road/predictions',
    );
    expect(
      await screen.findByText(
        'No service has both a prediction and a measurement yet.',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Connect a source/ }),
    ).toBeVisible();
    expect(await axe(page.content())).toHaveNoViolations();
  });

  it('shows errors and suggestions with the first page only', async () => {
    const api = fleet();
    api.predictions = Array.from({ length: 30 }, (_, index) =>
      prediction(`service-${index}`, { cost: compared(100, 1 - index / 50) }),
    );
    await renderPavedRoadPage('new', api, '/paved-road/predictions');
    const suggestions = { name: 'Suggested corrections' };
    expect(await screen.findByRole('region', suggestions)).toBeVisible();
    await userEvent.click(
      (await list()).getByRole('button', { name: /next/i }),
    );
    expect(await screen.findByText('21–30 of 30')).toBeVisible();
    expect(screen.queryByRole('region', suggestions)).not.toBeInTheDocument();
    await userEvent.click(
      (await list()).getByRole('button', { name: /previous/i }),
    );
    expect(await screen.findByRole('region', suggestions)).toBeVisible();
  });

  it('keeps what an app-config says about the former tab', async () => {
    const render = (config: JsonValue) =>
      renderPavedRoadPage('new', fleet(), '/paved-road/predictions', {
        extensions: [{ 'sub-page:paved-road/predictions': config }],
      });
    await render({ config: { title: 'Forecasts', path: 'forecasts' } });
    expect(
      await screen.findByRole('button', { name: /^Forecasts/, expanded: true }),
    ).toBeVisible();
    expect(await (await list()).findByText('10 services')).toBeVisible();
    cleanup();

    await render(false);
    expect(
      await screen.findByRole('tab', { name: 'Overview', selected: true }),
    ).toBeVisible();
    expect(
      await screen.findByRole('heading', { name: 'Biggest wins' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /^Predictions/ }),
    ).not.toBeInTheDocument();
  });

  it('says what could not be loaded, and tries again', async () => {
    const api = fleet();
    await renderPavedRoadPage('new', api, '/paved-road');
    const open = await screen.findByRole('button', { name: /^Predictions/ });
    api.failure = new Error('The database is asleep');
    await userEvent.click(open);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await (await list()).findByText('10 services')).toBeVisible();
  });
});
