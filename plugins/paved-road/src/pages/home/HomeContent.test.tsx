import { identityApiRef } from '@backstage/core-plugin-api';
import {
  createFrontendPlugin,
  createExtensionInput,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { Fragment } from 'react';
import { HomePagePavedRoad } from '../..';
import plugin from '../../alpha';
import { pavedRoadApiRef } from '../../data/api';
import { rootRouteRef } from '../../data/routes';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { exampleCampaign } from '../../testing/exampleCampaigns';
import {
  exampleAssessments,
  exampleChecks,
  exampleServices,
} from '../../testing/exampleFleet';
import { exampleWaiver } from '../../testing/exampleWaivers';
import { FakeScorecards } from '../../testing/FakeScorecards';
import { FakeWaivers } from '../../testing/FakeWaivers';

/* The part of a home page that collects widgets: the plugin that has it is not needed for more. */
const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  extensions: [
    PageBlueprint.makeWithOverrides({
      inputs: {
        widgets: createExtensionInput([
          HomePageWidgetBlueprint.dataRefs.widget,
        ]),
      },
      factory: (originalFactory, { inputs }) =>
        originalFactory({
          path: '/home',
          loader: async () => (
            <>
              {inputs.widgets.map((widget, index) => (
                <Fragment key={index}>
                  {
                    widget.get(HomePageWidgetBlueprint.dataRefs.widget)
                      .component
                  }
                </Fragment>
              ))}
            </>
          ),
        }),
    }),
  ],
});

function exampleApi(waiting: FakeScorecards['waiting'] = {}) {
  const api = new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
  });
  api.waiting = waiting;
  return api;
}

const counted = <T,>(...items: T[]) => ({ items, totalItems: items.length });

async function render(
  system: 'classic' | 'new',
  api: ReturnType<typeof exampleApi>,
  ownershipEntityRefs: string[],
) {
  const apis = [
    [pavedRoadApiRef, api],
    [
      identityApiRef,
      mockApis.identity({
        userEntityRef: ownershipEntityRefs[0],
        ownershipEntityRefs,
      }),
    ],
  ] as const;
  return system === 'classic'
    ? await renderInTestApp(
        <TestApiProvider apis={apis}>
          <HomePagePavedRoad />
        </TestApiProvider>,
        {
          mountedRoutes: {
            '/paved-road': rootRouteRef,
            '/catalog/:namespace/:kind/:name': entityRouteRef,
          },
        },
      )
    : renderTestApp({
        features: [homePlugin, plugin],
        initialRouteEntries: ['/home'],
        apis: [...apis],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      });
}

it.each(['classic', 'new'] as const)(
  'shows on the home page of the %s frontend system what waits for a person',
  async system => {
    const waivers = new FakeWaivers([exampleWaiver('w-1')]);
    waivers.actor = 'user:default/grace';
    const waiver = await waivers.getWaiver('w-1');
    const [submitted, returned, , draft] = exampleAssessments;
    await render(
      system,
      exampleApi({
        assessments: counted(submitted),
        waiverRequests: counted(waiver),
        requestedChanges: counted({
          ...returned,
          requestedChanges: {
            by: 'user:default/grace',
            at: returned.updatedAt,
            comment: 'Name the team.',
          },
        }),
        drafts: counted(draft),
        campaigns: counted({
          id: 'silver',
          title: 'Production at silver',
          targetLevel: 'silver',
          dueOn: exampleCampaign().dueOn,
          open: 2,
        }),
        endingWaivers: { items: [{ ...waiver, id: 'w-2' }], totalItems: 5 },
      }),
      ['user:default/grace', 'group:default/ledger', 'group:default/fraud'],
    );
    const needsYou = within(
      await screen.findByRole('region', { name: 'Needs you (10)' }),
    );
    await userEvent.click(needsYou.getByRole('button', { name: '6 more' }));
    expect(
      needsYou
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      [
        'Review the assessment of Invoice OCR',
        '/paved-road/reviews?assessment=invoice-ocr',
      ],
      [
        'Review the waiver of “SLO declared” for Fraud scorer',
        '/paved-road/reviews?waiver=w-1',
      ],
      [
        'Changes requested: Fraud scorer',
        '/catalog/default/component/fraud-scorer/architecture?assessment=fraud-scorer',
      ],
      [
        'Renew or fix: waiver of “SLO declared” for Fraud scorer',
        '/catalog/default/component/fraud-scorer/scorecard?check=slo',
      ],
      [
        'Production at silver: 2 of your services to go',
        '/paved-road/campaigns?campaign=silver',
      ],
      [
        'Finish your draft: Chat intent',
        '/catalog/default/component/chat-intent/architecture?assessment=chat-intent',
      ],
    ]);
    expect(
      needsYou.getByText('4 more follow once these are done'),
    ).toBeVisible();
    expect(needsYou.getByText(/^Name the team\. · /)).toBeVisible();
    expect(needsYou.getByText('in 23 days')).toBeVisible();
    expect(
      await axe(screen.getByRole('region', { name: 'Needs you (10)' }), {
        // The card that the home page puts around it has the heading above.
        rules: { 'heading-order': { enabled: false } },
      }),
    ).toHaveNoViolations();

    const teams = within(screen.getByRole('region', { name: 'Your teams' }));
    expect(
      await teams.findByRole('link', { name: '2 of 2 below Silver' }),
    ).toHaveAttribute(
      'href',
      '/paved-road/services?owner=group%3Adefault%2Fledger&below=silver',
    );
    expect(teams.getByText(/all at Silver or better$/)).toBeVisible();
    expect(
      teams.getByRole('link', { name: 'Failing checks of your teams' }),
    ).toHaveAttribute(
      'href',
      '/paved-road/overview?list=failing-checks&mine=true',
    );
  },
);

it('says so when nothing waits for the person', async () => {
  await render('classic', exampleApi(), ['user:default/vera']);
  expect(
    await screen.findByText(/^You and your teams own no services/),
  ).toBeVisible();
  expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
});
