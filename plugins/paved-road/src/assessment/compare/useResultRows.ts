import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Advice, AdviceComparison } from '@paved-road/plugin-paved-road-common';
import {
  formatFit,
  formatSeconds,
  formatShare,
  formatUsd,
} from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { ComparedSide } from './comparedSide';
import { CompareRow } from './CompareTable';
import { useRow } from './useRow';

/** Two results, row by row. */
export function useResultRows(
  comparison: AdviceComparison,
  sides: { before: ComparedSide; after: ComparedSide },
): CompareRow[] {
  const { before, after } = sides;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const row = useRow();
  const recommendation = ({ recommendation: found }: Advice) =>
    found.background
      ? t('compare.hybrid', {
          pattern: titles.pattern(found.pattern),
          core: titles.pattern(found.core),
          background: titles.pattern(found.background),
        })
      : titles.pattern(found.pattern);

  return [
    {
      id: 'recommendation',
      label: t('compare.row.recommendation'),
      before: recommendation(before.result.advice),
      after: recommendation(after.result.advice),
      changed: [
        comparison.pattern,
        comparison.core,
        comparison.background,
      ].some(({ changed }) => changed),
    },
    row(
      'decision',
      t('compare.row.decision'),
      {
        before: before.decided,
        after: after.decided,
        changed: before.decided !== after.decided,
      },
      titles.pattern,
      t('compare.none'),
    ),
    row('stage', t('compare.row.stage'), comparison.stage, titles.stage),
    row('margin', t('compare.row.margin'), comparison.margin, formatFit),
    row(
      'confidence',
      t('compare.row.confidence'),
      comparison.confidence,
      formatShare,
    ),
    row(
      'completeness',
      t('compare.row.completeness'),
      comparison.completeness,
      formatShare,
    ),
    ...(['fit', 'eligible', 'monthly', 'p99'] as const).flatMap(measure =>
      comparison.patterns.map(compared => {
        const { pattern } = compared;
        const id = `${measure} ${pattern}`;
        const label = t(`compare.row.${measure}`, {
          pattern: titles.pattern(pattern),
        });
        switch (measure) {
          case 'eligible':
            return row(id, label, compared.eligible, isEligible =>
              t(isEligible ? 'compare.eligible' : 'compare.notEligible'),
            );
          case 'monthly':
            return row(id, label, compared.monthly, formatUsd);
          case 'p99':
            return row(id, label, compared.p99, formatSeconds);
          default:
            return row(id, label, compared.fit, formatFit);
        }
      }),
    ),
  ];
}
