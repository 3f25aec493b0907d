/**
 * Front end of Paved Road for the new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './alpha/plugin';
export { HelpMeChoose } from './create/HelpMeChoose';
export { PatternTemplateCard } from './create/PatternTemplateCard';
export { withQuestionTitles } from './create/withQuestionTitles';
export { pavedRoadTranslationRef } from './translation';
