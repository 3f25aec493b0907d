export {
  type AdviceSection,
  AdviceSections,
  adviceSections,
} from './AdviceSections';
export { ConfidenceMeter } from './ConfidenceMeter';
export { DriverBars } from './DriverBars';
export { FlipCondition, flipRows } from './FlipsSection';
export { DecidingQuestions, Headline } from './Headline';
export { RankingBars } from './RankingBars';
export {
  announcedPattern,
  announcementOf,
  driversBetween,
  firstOpenAnswers,
  monthlyCostOf,
  type Points,
  useAnnouncementText,
} from './verdict';
export { MarginText, Vetoes } from './WhySection';
