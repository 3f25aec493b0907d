export { ComparisonSection } from './ComparisonSection';
export { CostAndLatencySection } from './CostAndLatencySection';
export { MarginText } from './MarginText';
export { RankingBars } from './RankingBars';
export { RisksSection } from './RisksSection';
export { patternTitle } from './titles';
export { Vetoes } from './Vetoes';
export { WhySection } from './WhySection';
