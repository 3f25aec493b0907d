import { RiCheckboxMultipleLine, RiRoadMapLine } from '@remixicon/react';
import { JSX } from 'react';
import { documentTypes } from './SearchDocument';

/**
 * A type of search results.
 *
 * @public
 */
export interface SearchResultType {
  value: string;
  name: string;
  icon: JSX.Element;
}

/**
 * The types of search results that Paved Road has, for `SearchType.Accordion`.
 *
 * @public
 */
export const pavedRoadSearchResultTypes: SearchResultType[] = [
  {
    value: documentTypes.decision,
    name: 'Architecture decisions',
    icon: <RiRoadMapLine />,
  },
  {
    value: documentTypes.check,
    name: 'Paved road checks',
    icon: <RiCheckboxMultipleLine />,
  },
];
