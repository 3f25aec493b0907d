import { formatUsd } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { advisorTexts } from './texts';

/** Formats a range of costs; ends that read alike are one number. */
export function useRangeText() {
  const t = useTexts(advisorTexts);
  return (range: { low: number; high: number }): string => {
    const [low, high] = [formatUsd(range.low), formatUsd(range.high)];
    return low === high ? low : t('cost.lowToHigh', { low, high });
  };
}
