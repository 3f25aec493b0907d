import { fleetChannel } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { formatDate } from '../../ui/formats';
import {
  exampleAssessments,
  exampleAssets,
  exampleChecks,
  exampleServices,
} from '../../testing/exampleFleet';
import { rulesOfMoreKinds } from '../../testing/exampleRules';
import { exampleTrend } from '../../testing/exampleTrend';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { responseError } from '../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../__testUtils__/renderPavedRoadPage';

const exampleFleet = (
  options: ConstructorParameters<typeof FakeScorecards>[0] = {},
) =>
  new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    assessments: exampleAssessments,
    trend: exampleTrend(40),
    doubts: { 'mvp/serverless': 'Too early to pay for it.' },
    ...options,
  });

const noLongerHolds = {
  id: 'no-longer-holds' as const,
  text: 'No longer holds: Microservices 86% with measured values since Nov 3, 2026',
};

const rowsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);

describe.each(frontendSystems)(
  'OverviewTab in the %s frontend system',
  system => {
    const render = (api: FakeScorecards) =>
      renderPavedRoadPage(system, api, '/paved-road');

    it('says how many are on the road, which are off it and why, and what helps most', async () => {
      const { content } = await render(exampleFleet());

      expect(
        await screen.findByRole('heading', {
          name: 'On the road (Silver or better)',
        }),
      ).toBeVisible();
      expect(screen.getByText('33%', { selector: 'span' })).toBeVisible();
      expect(screen.getByText('1 of 3')).toBeVisible();
      expect(await screen.findByText('33 points up in 30 days')).toBeVisible();
      expect(
        within(screen.getByRole('list', { name: 'Levels today' }))
          .getAllByRole('listitem')
          .map(level => level.textContent),
      ).toEqual(['No level yet 1', 'Bronze 1', 'Silver 1', 'Gold 0']);
      expect(await rowsOf('Off the road, worst first')).toEqual([
        expect.stringMatching(
          /^Chat intentledgerNo level yetScore \d+Owned by a team \+2 more$/,
        ),
        expect.stringMatching(
          /^Invoice OCR.*Bronzelost Silver on Nov 3, 2026: SLO declared failsScore \d+SLO declared1 unknown$/,
        ),
      ]);
      expect(await rowsOf('Biggest wins')).toEqual([
        'SLO declared1 would reach SilverCampaign',
        'Owned by a team1 would reach BronzeCampaign',
        'Runbook linked1 fails itCampaign',
      ]);
      expect(await rowsOf('Teams, worst first')).toEqual([
        'ledger0%17%',
        'fraud100%67%',
      ]);
      expect(
        within(screen.getByRole('list', { name: 'Decisions' }))
          .getAllByRole('listitem')
          .map(item => item.textContent),
      ).toEqual([
        '2 of 3 services assessed',
        '1 not assessed',
        '1 approved',
        '1 stale decision',
        '1 with a waived check',
        '1 waiting for review',
      ]);
      expect(await rowsOf('Patterns by stage')).toEqual([
        'MVP1',
        'Enterprise1',
        'Not known1',
      ]);
      expect(
        screen.getByText(
          /^1 service at stage MVP: Serverless functions\. Too early to pay for it\./,
        ),
      ).toBeVisible();
      expect(await axe(content())).toHaveNoViolations();
    });

    it('leads with the work that needs the person, worst first', async () => {
      const api = exampleFleet();
      const [, broken] = exampleAssessments;
      api.waiting = {
        standings: {
          items: [{ ...broken, standing: noLongerHolds }],
          totalItems: 1,
        },
        lostLevels: {
          items: [
            {
              entityRef: 'component:default/invoice-ocr',
              title: 'Invoice OCR',
              level: 'bronze',
              lost: {
                level: 'silver',
                causes: ['assessment'],
                assessment: 'rejected',
                at: '2026-11-03T12:00:00.000Z',
              },
            },
          ],
          totalItems: 1,
        },
      };
      await render(api);
      const needsYou = within(
        await screen.findByRole('region', { name: 'Needs you (3)' }),
      );
      expect(
        needsYou
          .getAllByRole('listitem')
          .map(item => [
            item.textContent,
            within(item).getByRole('link').getAttribute('href'),
          ]),
      ).toEqual([
        [
          'Reassess Fraud scorer No longer holds Microservices 86% with measured values since Nov 3, 2026',
          '/catalog/default/component/fraud-scorer/architecture?section=measured',
        ],
        [
          'Recover Invoice OCR lost Silver on Nov 3, 2026: assessment rejected',
          '/catalog/default/component/invoice-ocr/scorecard',
        ],
        [
          expect.stringMatching(
            /^Review the assessment of Invoice OCR Clear for Modular monolith, 88% submitted /,
          ),
          '/paved-road/reviews?assessment=invoice-ocr',
        ],
      ]);
    });

    it('tells how the levels developed, also to those who do not see the chart', async () => {
      const page = await render(exampleFleet());
      const from = exampleTrend(40)[0].date;
      const to = exampleTrend(1)[0].date;

      expect(
        await screen.findByText(
          `From ${formatDate(from)} to ${formatDate(to)}, the number at Silver or better went from 0 of 3 to 1 of 3. ` +
            `1 level-up, 0 falls. The history begins on ${formatDate(from)}.`,
        ),
      ).toBeVisible();
      await userEvent.click(screen.getByRole('radio', { name: '30 days' }));
      expect(page.address()).toMatch(/\?days=30$/);
      expect(await screen.findByText(/1 level-up, 0 falls\.$/)).toBeVisible();

      await userEvent.click(
        screen.getByRole('button', { name: 'Show the numbers by day' }),
      );
      expect(await rowsOf('Levels by day')).toEqual([
        `${formatDate(to)}111010new facts (2), changed rules (1)`,
        expect.stringMatching(/120000$/),
      ]);
      expect(await axe(page.content())).toHaveNoViolations();
    });

    it('leads to the services, checks and teams behind the numbers', async () => {
      const page = await render(exampleFleet());
      const leadsTo = async (name: string | RegExp, address: string) =>
        expect(await screen.findByRole('link', { name })).toHaveAttribute(
          'href',
          `/paved-road/${address}`,
        );

      await leadsTo('All 2 off the road', 'services?below=silver');
      await leadsTo('Silver 1', 'services?level=silver');
      await leadsTo('1 not assessed', 'services?assessment=none');
      await leadsTo('1 stale decision', 'services?stale=true');
      await leadsTo('1 with a waived check', 'services?state=waived');
      await leadsTo('1 waiting for review', 'services?assessment=submitted');
      await leadsTo(
        '1 service: Serverless functions, MVP, suspicious',
        'services?pattern=serverless&stage=mvp',
      );
      await leadsTo('Show them', 'services?pattern=serverless&stage=mvp');
      await leadsTo('1 would reach Silver', 'services?lift=slo');
      await leadsTo('1 fails it', 'services?check=runbook&state=fail');
      await leadsTo('All checks', 'rules');
      await leadsTo('All teams', 'teams');
      await leadsTo(
        'ledger, delivery: 17% pass, 4 fail',
        'services?owner=group%3Adefault%2Fledger&track=delivery&state=fail',
      );
      await leadsTo('Advisor', 'advisor');
      await leadsTo('New campaign: SLO declared', 'campaigns?check=slo');

      await userEvent.click(
        screen.getByRole('link', { name: 'All 2 off the road' }),
      );
      expect(page.address()).toBe('/paved-road/services?below=silver');
    });
  },
);

describe('OverviewTab', () => {
  const render = (api: FakeScorecards, signals?: FakeSignals) =>
    renderPavedRoadPage('new', api, '/paved-road/overview', { signals });

  it('lists the failing checks of a team in one click, and leads to the check', async () => {
    const api = exampleFleet();
    api.ownGroups = ['group:default/ledger'];
    const { content, address } = await render(api);
    await userEvent.click(
      await screen.findByRole('link', { name: 'Failing checks of my teams' }),
    );
    expect(address()).toBe(
      '/paved-road/overview?list=failing-checks&mine=true',
    );
    const title = 'Failing checks, worst service first';
    expect(await rowsOf(title)).toEqual([
      expect.stringMatching(/^Owned by a teamChat intent/),
      expect.stringMatching(/^SLO declaredChat intent/),
      expect.stringMatching(/^Runbook linkedChat intent/),
      expect.stringMatching(/^SLO declaredInvoice OCR/),
    ]);
    expect(
      screen.getByRole('link', { name: 'Owned by a team' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/chat-intent/scorecard?check=owned',
    );
    expect(await axe(content())).toHaveNoViolations();

    api.ownGroups = [];
    await userEvent.click(
      screen.getByRole('switch', { name: 'Only my teams' }),
    );
    expect(address()).toBe('/paved-road/overview?list=failing-checks');
    await userEvent.click(
      screen.getByRole('switch', { name: 'Only my teams' }),
    );
    expect(
      await screen.findByText('No check fails in the services of your teams.'),
    ).toBeVisible();
  });

  it('draws a target and the steps that would reach it', async () => {
    const api = exampleFleet();
    api.target = { level: 'silver', share: 1, by: '2099-12-31' };
    const { content } = await render(api);
    expect(
      await screen.findByText('1 of 3 reach Silver; target 3 by Dec 31, 2099'),
    ).toBeVisible();
    expect(await screen.findByText(/^2 to go: /)).toHaveTextContent(
      '2 to go: SLO declared in 1 service · other checks in 1 service',
    );
    expect(
      screen.getByRole('link', { name: 'SLO declared in 1 service' }),
    ).toHaveAttribute('href', '/paved-road/services?below=silver&lift=slo');
    expect(await axe(content())).toHaveNoViolations();
  });

  it('explains why there is no chart on the first day', async () => {
    const { content } = await render(exampleFleet({ trend: undefined }));

    expect(
      await screen.findByText(
        /^The history begins on .* the levels develop\.$/,
      ),
    ).toBeVisible();
    expect(screen.queryByText(/in 30 days/)).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('says so where every service is on the road', async () => {
    const [onTheRoad] = exampleServices;
    await render(exampleFleet({ services: [onTheRoad] }));

    expect(await screen.findByText('Nothing is off the road.')).toBeVisible();
    expect(await screen.findByText('No check fails.')).toBeVisible();
  });

  it('tells of services where other kinds are scored too, and of one of these on demand', async () => {
    const api = exampleFleet({
      services: [...exampleServices, ...exampleAssets],
      rules: rulesOfMoreKinds,
    });
    const page = await render(api);
    expect(await screen.findByText('1 of 3')).toBeVisible();
    const choice = screen.getByRole('radiogroup', { name: 'Kind' });
    // In a narrow window it scrolls, and neither breaks its frame nor widens the page.
    expect(choice).toHaveStyle({ maxWidth: '100%', overflowX: 'auto' });
    const kinds = within(choice);
    expect(
      kinds.getAllByRole('radio').map(({ textContent }) => textContent),
    ).toEqual(['Component', 'API', 'Resource']);
    expect(kinds.getByRole('radio', { name: 'Component' })).toBeChecked();
    expect(
      await screen.findByRole('link', { name: 'All 2 off the road' }),
    ).toHaveAttribute(
      'href',
      '/paved-road/services?below=silver&kind=Component',
    );

    await userEvent.click(kinds.getByRole('radio', { name: 'API' }));
    expect(await screen.findByText('0 of 1')).toBeVisible();
    expect(page.address()).toBe('/paved-road/overview?kind=API');
    expect(await rowsOf('Off the road, worst first')).toEqual([
      expect.stringMatching(/^Payments API/),
    ]);
    expect(await rowsOf('Teams, worst first')).toEqual(['ledger0%']);
    // What concerns decisions is left out: an API has none.
    expect(
      screen.queryByRole('region', { name: 'Patterns by stage' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('radio', { name: '30 days' }),
    );
    expect(page.address()).toBe('/paved-road/overview?kind=API&days=30');
    expect(new Set(api.trendKinds)).toEqual(new Set(['Component', 'API']));
    expect(await axe(page.content())).toHaveNoViolations();

    await userEvent.click(kinds.getByRole('radio', { name: 'Component' }));
    expect(page.address()).toBe('/paved-road/overview?days=30');
  });

  it('says that nothing of a kind has a scorecard', async () => {
    await renderPavedRoadPage(
      'new',
      exampleFleet({ rules: rulesOfMoreKinds }),
      '/paved-road/overview?kind=resource',
    );
    expect(
      await screen.findByText('No Resource you can see has a scorecard.'),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: 'Resource' })).toBeChecked();
  });

  it('follows the fleet, and keeps what it shows when it cannot', async () => {
    const services = [...exampleServices];
    const signals = new FakeSignals();
    const api = exampleFleet({ services });
    await render(api, signals);
    const shown = async (text: string) =>
      expect(await screen.findByText(text)).toBeVisible();
    await shown('1 of 3');
    const link = await screen.findByRole('link', { name: 'All checks' });
    link.focus();

    services.push({ ...exampleServices[0], name: 'spam-filter' });
    signals.send(fleetChannel, { changed: 'scorecards' });
    await shown('2 of 4');
    expect(screen.getByRole('link', { name: 'All checks' })).toHaveFocus();

    api.failure = new Error('The database is asleep');
    signals.send(fleetChannel, { changed: 'scorecards' });
    expect(
      (await screen.findAllByText('The database is asleep'))[0],
    ).toBeVisible();
    await shown('2 of 4');
  });

  it('says what to do while nothing has been evaluated', async () => {
    const { content } = await render(new FakeScorecards({}));

    expect(
      await screen.findByRole('heading', {
        name: 'No service has been evaluated yet',
      }),
    ).toBeVisible();
    expect(await axe(content())).toHaveNoViolations();
  });

  it('reports what could not be loaded, part by part, and tries again', async () => {
    const api = exampleFleet();
    jest
      .spyOn(api, 'listScorecards')
      .mockRejectedValue(new Error('The database is asleep'));
    await render(api);

    const part = within(
      await screen.findByRole('region', { name: 'Off the road, worst first' }),
    );
    expect(await part.findByRole('alert')).toHaveTextContent(
      'The database is asleep',
    );
    expect(await screen.findByText('33%', { selector: 'span' })).toBeVisible();
    jest.mocked(api.listScorecards).mockRestore();
    await userEvent.click(part.getByRole('button', { name: 'Try again' }));
    expect(
      await part.findByRole('link', { name: 'Chat intent' }),
    ).toBeVisible();
  });

  it('says so when one may not see scorecards', async () => {
    const api = exampleFleet();
    api.failure = await responseError(403, 'NotAllowedError', 'Not for you');
    const { content } = await render(api);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Ask the owner or the platform team for access.',
    );
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
    expect(await axe(content())).toHaveNoViolations();
  });
});
