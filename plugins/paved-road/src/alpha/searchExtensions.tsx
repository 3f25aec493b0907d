import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiRoadMapLine } from '@remixicon/react';
import { pavedRoadSearchResultTypes } from '../search/resultTypes';
import { isPavedRoadResult } from '../search/SearchDocument';

const resultListItem = SearchResultListItemBlueprint.make({
  params: {
    icon: <RiRoadMapLine />,
    predicate: isPavedRoadResult,
    component: () =>
      import('../search/PavedRoadSearchResultListItem').then(
        m => m.PavedRoadSearchResultListItem,
      ),
  },
});

const [decisions, checks] = pavedRoadSearchResultTypes;

const decisionsType = SearchFilterResultTypeBlueprint.make({
  name: 'decisions',
  params: decisions,
});

const checksType = SearchFilterResultTypeBlueprint.make({
  name: 'checks',
  params: checks,
});

/** What the search page shows of Paved Road, where there is one. */
export const searchExtensions = [resultListItem, decisionsType, checksType];
