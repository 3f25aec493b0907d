/**
 * Front end of Paved Road for the new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './alpha/plugin';
export {
  HelpMeChoose,
  PatternTemplateCard,
} from './pages/create/lazyTemplateParts';
export { withQuestionTitles } from './pages/create/withQuestionTitles';
export { pavedRoadTitlesTranslationRef } from './titles';
export { pavedRoadTranslationRef } from './translation';
