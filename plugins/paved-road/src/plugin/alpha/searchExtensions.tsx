import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiRoadMapLine } from '@remixicon/react';
import { pavedRoadSearchResultTypes } from '../../pages/search/resultTypes';
import { isPavedRoadResult } from '../../pages/search/SearchDocument';

const resultListItem = SearchResultListItemBlueprint.make({
  params: {
    icon: <RiRoadMapLine />,
    predicate: isPavedRoadResult,
    component: () =>
      import('../../pages/search/PavedRoadSearchResultListItem').then(
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

/** Search results of Paved Road, if there is a search page. */
export const searchExtensions = [resultListItem, decisionsType, checksType];
