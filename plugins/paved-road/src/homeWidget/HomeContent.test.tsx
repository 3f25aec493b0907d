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
import { axe } from 'jest-axe';
import { HomePagePavedRoad } from '..';
import plugin from '../alpha';
import { pavedRoadApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { exampleCampaign } from '../testing/exampleCampaigns';
import { exampleChecks, exampleServices } from '../testing/exampleFleet';
import { exampleWaiver } from '../testing/exampleWaivers';
import { FakeCampaigns, withCampaigns } from '../testing/FakeCampaigns';
import { FakeScorecards } from '../testing/FakeScorecards';
import { FakeWaivers, withWaivers } from '../testing/FakeWaivers';

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
              {inputs.widgets.map(
                widget =>
                  widget.get(HomePageWidgetBlueprint.dataRefs.widget).component,
              )}
            </>
          ),
        }),
    }),
  ],
});

function exampleApi(waivers: FakeWaivers, campaigns: FakeCampaigns) {
  return withCampaigns(
    withWaivers(
      new FakeScorecards({ services: exampleServices, checks: exampleChecks }),
      waivers,
    ),
    campaigns,
  );
}

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
        { mountedRoutes: { '/paved-road': rootRouteRef } },
      )
    : renderTestApp({
        features: [homePlugin, plugin],
        initialRouteEntries: ['/home'],
        apis: [...apis],
      });
}

const part = async (name: string) =>
  within(await screen.findByRole('region', { name }));

it.each(['classic', 'new'] as const)(
  'shows on the home page of the %s frontend system what waits for a person',
  async system => {
    const waivers = new FakeWaivers([exampleWaiver('w-1')]);
    waivers.actor = 'user:default/grace';
    await render(
      system,
      exampleApi(waivers, new FakeCampaigns([exampleCampaign()])),
      ['user:default/grace', 'group:default/ledger', 'group:default/fraud'],
    );
    const teams = await part('Your teams');
    expect(
      await teams.findByRole('link', { name: '2 of 2 services below Silver' }),
    ).toHaveAttribute(
      'href',
      '/paved-road/services?owner=group%3Adefault%2Fledger&below=silver',
    );
    expect(teams.getByText('all at Silver or better')).toBeVisible();
    expect(
      await (
        await part('Waivers that wait for you')
      ).findByRole('link', { name: '“SLO declared” for Fraud scorer' }),
    ).toHaveAttribute('href', '/paved-road/waivers?waiver=w-1');
    const campaigns = await part('Campaigns');
    expect(
      await campaigns.findByRole('link', { name: 'Production at silver' }),
    ).toHaveAttribute('href', '/paved-road/campaigns?campaign=silver');
    expect(campaigns.getByText('in 23 days')).toBeVisible();
    expect(
      await axe(screen.getByRole('region', { name: 'Campaigns' })),
    ).toHaveNoViolations();
  },
);

it('says so when nothing waits for the person', async () => {
  const waivers = new FakeWaivers([exampleWaiver('w-1')]);
  waivers.mayReview = false;
  await render('classic', exampleApi(waivers, new FakeCampaigns()), [
    'user:default/vera',
  ]);
  expect(await screen.findByText(/^Neither you nor a team/)).toBeVisible();
  expect(
    await screen.findByText('No request waits for your decision.'),
  ).toBeVisible();
  expect(await screen.findByText('No campaign is active.')).toBeVisible();
});
