export {
  type AdviceSection,
  AdviceSections,
  adviceSections,
} from './AdviceSections';
export { ConfidenceMeter } from './confidence/ConfidenceMeter';
export { monthlyCostOf } from './quantities/monthlyCostOf';
export { announcedPattern, announcementOf } from './verdict/announcementOf';
export { DecidingQuestions } from './verdict/DecidingQuestions';
export { Headline } from './verdict/Headline';
export { useAnnouncementText } from './verdict/useAnnouncementText';
export { DriverBars } from './why/DriverBars';
export { MarginText } from './why/MarginText';
export { RankingBars } from './why/RankingBars';
export { Vetoes } from './why/Vetoes';
export { firstOpenAnswers } from './confidence/firstOpenAnswers';
export { driversBetween, type Points } from './driversBetween';
export { FlipCondition } from './flips/FlipCondition';
export { flipRows } from './flips/flipRows';
