export { ComparisonSection } from './ComparisonSection';
export { CostAndLatencySection } from './CostAndLatencySection';
export { MarginText } from './MarginText';
export { RankingBars } from './RankingBars';
export { RisksSection } from './RisksSection';
export { patternTitle, platformTitle, stageTitle } from './titles';
export { Vetoes } from './Vetoes';
export { WhySection } from './WhySection';
