export { AdviceSections } from './AdviceSections';
export { ConfidenceMeter } from './confidence/ConfidenceMeter';
export { DriverBars } from './why/DriverBars';
export { MarginText } from './why/MarginText';
export { RankingBars } from './why/RankingBars';
export { Vetoes } from './why/Vetoes';
