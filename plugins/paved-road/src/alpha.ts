/**
 * Front end of Paved Road for the new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './plugin/alpha/plugin';
export {
  HelpMeChoose,
  PatternTemplateCard,
} from './pages/create/lazyTemplateParts';
export { withQuestionTitles } from './pages/create/withQuestionTitles';
export { pavedRoadTitlesTranslationRef } from './plugin/titles';
export { pavedRoadTranslationRef } from './plugin/translation';
