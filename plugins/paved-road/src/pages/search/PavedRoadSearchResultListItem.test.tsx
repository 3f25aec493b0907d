import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import searchPlugin from '@backstage/plugin-search/alpha';
import { SearchResult } from '@backstage/plugin-search-common';
import {
  MockSearchApi,
  searchApiRef,
  SearchResultListItemExtensions,
} from '@backstage/plugin-search-react';
import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { PavedRoadSearchResultListItem } from '../..';
import plugin from '../../alpha';

/* As the search module of the back end makes them. */
const results: SearchResult[] = [
  {
    type: 'paved-road-decisions',
    document: {
      title: 'Fraud scorer: Microservices',
      text: 'Approved: Microservices.',
      location: '/catalog/default/component/fraud-scorer/architecture',
      pattern: 'microservices',
      status: 'approved',
      stale: true,
    } as SearchResult['document'],
  },
  {
    type: 'paved-road-checks',
    document: {
      title: 'SLO declared',
      text: 'There is an objective.',
      location: '/paved-road/rules?check=slo',
      track: 'Operability',
      level: 'Silver',
      pack: 'AI services',
    } as SearchResult['document'],
  },
];

const systems = {
  classic: () =>
    renderInTestApp(
      <SearchResultListItemExtensions results={results}>
        <PavedRoadSearchResultListItem />
      </SearchResultListItemExtensions>,
    ),
  new: async () =>
    renderTestApp({
      features: [searchPlugin, plugin],
      initialRouteEntries: ['/search?query=road'],
      apis: [
        [searchApiRef, new MockSearchApi({ results })],
        [catalogApiRef, catalogApiMock()],
      ],
    }),
};

it.each(['classic', 'new'] as const)(
  'shows decisions and checks among the results in the %s frontend system',
  async system => {
    await systems[system]();
    const decision = await screen.findByRole('link', {
      name: 'Fraud scorer: Microservices',
    });
    expect(decision).toHaveAttribute(
      'href',
      '/catalog/default/component/fraud-scorer/architecture',
    );
    const items = screen.getAllByRole('listitem');
    const found = within(
      items.find(item => item.contains(decision)) as HTMLElement,
    );
    for (const chip of ['Decision', 'Microservices', 'Approved', 'Stale']) {
      expect(found.getByText(chip)).toBeVisible();
    }
    expect(screen.getByRole('link', { name: 'SLO declared' })).toHaveAttribute(
      'href',
      '/paved-road/rules?check=slo',
    );
    expect(screen.getByText('Needed for Silver')).toBeVisible();
    // The list around it is the search page's.
    expect(
      await axe(decision.closest('li')!.firstElementChild!),
    ).toHaveNoViolations();
  },
);
