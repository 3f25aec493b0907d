import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiCheckboxMultipleLine, RiRoadMapLine } from '@remixicon/react';
import { documentTypes, isPavedRoadResult } from '../search/SearchDocument';

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

const decisionsType = SearchFilterResultTypeBlueprint.make({
  name: 'decisions',
  params: {
    value: documentTypes.decision,
    name: 'Architecture decisions',
    icon: <RiRoadMapLine />,
  },
});

const checksType = SearchFilterResultTypeBlueprint.make({
  name: 'checks',
  params: {
    value: documentTypes.check,
    name: 'Paved road checks',
    icon: <RiCheckboxMultipleLine />,
  },
});

/** What the search page shows of Paved Road, where there is one. */
export const searchExtensions = [resultListItem, decisionsType, checksType];
