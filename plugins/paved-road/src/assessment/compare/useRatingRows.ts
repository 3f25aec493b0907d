import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AdviceComparison } from '@paved-road/plugin-paved-road-common';
import { formatFit, formatPrecise } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { CompareRow } from './CompareTable';
import { useRow } from './useRow';

/** What the criteria ask, weigh or supply differently in two results, row by row. */
export function useRatingRows({
  contributions,
}: AdviceComparison): CompareRow[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const row = useRow();
  return contributions.flatMap(
    ({ criterion, pattern, demand, supply, weight }) => {
      const names = {
        criterion: titles.criterion(criterion),
        pattern: titles.pattern(pattern),
      };
      const id = `${criterion} ${pattern}`;
      return [
        row(`${id} needed`, t('compare.row.needed', names), demand, formatFit),
        row(
          `${id} offered`,
          t('compare.row.offered', names),
          supply,
          formatFit,
        ),
        row(
          `${id} weighs`,
          t('compare.row.weighs', names),
          weight,
          formatPrecise,
        ),
      ].filter(({ changed }) => changed);
    },
  );
}
