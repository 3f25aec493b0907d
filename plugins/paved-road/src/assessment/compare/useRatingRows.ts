import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  AdviceComparison,
  Change,
  ContributionComparison,
  CriterionId,
} from '@paved-road/plugin-paved-road-common';
import { formatFit, formatPrecise } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { CompareRow } from './CompareTable';
import { useRow } from './useRow';

const aspects = {
  weighs: { select: ({ weight }) => weight, format: formatPrecise },
  needed: { select: ({ demand }) => demand, format: formatFit },
  offered: { select: ({ supply }) => supply, format: formatFit },
} satisfies Record<
  string,
  {
    select: (compared: ContributionComparison) => Change<number | undefined>;
    format: (value: number) => string;
  }
>;

/** What the criteria ask, weigh or supply differently in two results, row by row. */
export function useRatingRows({
  contributions,
}: AdviceComparison): CompareRow[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const row = useRow();

  const rowsOf = (
    criterion: CriterionId,
    aspect: keyof typeof aspects,
  ): CompareRow[] => {
    const { select, format } = aspects[aspect];
    const label = t(`compare.row.${aspect}`, {
      criterion: titles.criterion(criterion),
    });
    const rows = contributions
      .filter(compared => compared.criterion === criterion)
      .map(compared =>
        row(
          `${criterion} ${aspect} ${compared.pattern}`,
          t('compare.row.ofPattern', {
            label,
            pattern: titles.pattern(compared.pattern),
          }),
          select(compared),
          format,
        ),
      )
      .filter(({ changed }) => changed);
    const isSameForAll = rows.every(
      ({ before, after }) =>
        before === rows[0].before && after === rows[0].after,
    );
    return rows.length > 1 && isSameForAll ? [{ ...rows[0], label }] : rows;
  };

  return [...new Set(contributions.map(({ criterion }) => criterion))].flatMap(
    criterion =>
      (Object.keys(aspects) as (keyof typeof aspects)[]).flatMap(aspect =>
        rowsOf(criterion, aspect),
      ),
  );
}
