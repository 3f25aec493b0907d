/**
 * Front end of Paved Road for the classic frontend system; `./alpha` is the one for the new system.
 *
 * @packageDocumentation
 */
export { pavedRoadApiRef } from './data/api';
export { createPavedRoadColumns } from './pages/catalog/createPavedRoadColumns';
export { pavedRoadColumns } from './pages/catalog/pavedRoadColumns';
export { PatternPicker } from './pages/catalog/PatternPicker';
export {
  createEntityPageParts,
  type EntityPageParts,
} from './plugin/classic/createEntityPageParts';
export { pavedRoadFieldExtensions } from './plugin/classic/pavedRoadFieldExtensions';
export {
  HelpMeChoose,
  PatternTemplateCard,
} from './pages/create/lazyTemplateParts';
export { withQuestionTitles } from './pages/create/withQuestionTitles';
export {
  isArchitectureAvailable,
  isScorecardAvailable,
} from './plugin/classic/entityConditions';
export {
  EntityArchitectureContent,
  EntityPavedRoadCard,
  EntityScorecardContent,
  HomePagePavedRoad,
  PavedRoadAdvisorFieldExtension,
  PavedRoadNameFieldExtension,
  PavedRoadOwnerFieldExtension,
  PavedRoadPage,
  PavedRoadPlanFieldExtension,
  pavedRoadPlugin,
  PavedRoadRepositoryFieldExtension,
  PavedRoadSearchResultListItem,
} from './plugin/classic/plugin';
export {
  pavedRoadSearchResultTypes,
  type SearchResultType,
} from './pages/search/resultTypes';
export { pavedRoadTitlesTranslationRef } from './plugin/titles';
export { pavedRoadTranslationRef } from './plugin/translation';
