import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Advice,
  AdviceComparison,
  Change,
} from '@paved-road/plugin-paved-road-common';
import {
  announcedPattern,
  announcementOf,
  useAnnouncementText,
} from '../../advisor';
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
  const announcementText = useAnnouncementText();
  const recommendation = (advice: Advice) => {
    const { recommendation: found } = advice;
    return announcementOf(advice).kind === 'one' && found.background
      ? t('compare.hybrid', {
          pattern: titles.pattern(found.pattern),
          core: titles.pattern(found.core),
          background: titles.pattern(found.background),
        })
      : announcementText(advice);
  };
  // What is said of a pattern is said of none where none is announced.
  const ofAnnounced = <T>(change: Change<T>): Change<T | undefined> => ({
    ...change,
    before: announcedPattern(before.result.advice) && change.before,
    after: announcedPattern(after.result.advice) && change.after,
  });
  const announced = {
    before: recommendation(before.result.advice),
    after: recommendation(after.result.advice),
  };

  return [
    {
      id: 'recommendation',
      label: t('compare.row.recommendation'),
      ...announced,
      changed: announced.before !== announced.after,
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
    row(
      'margin',
      t('compare.row.margin'),
      ofAnnounced(comparison.margin),
      formatFit,
    ),
    row(
      'confidence',
      t('compare.row.confidence'),
      ofAnnounced(comparison.confidence),
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
