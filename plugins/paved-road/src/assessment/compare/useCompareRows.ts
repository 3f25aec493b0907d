import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  AdviceCause,
  AdviceComparison,
  Advice,
  Change,
} from '@paved-road/plugin-paved-road-common';
import {
  formatFit,
  formatPrecise,
  formatSeconds,
  formatShare,
  formatUsd,
} from '../../components/formats';
import { useModel, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { answerLabel } from '../form/answerText';
import { ComparedSide } from './comparedSide';
import { CompareRow } from './CompareTable';

/** The rows of the tables of a comparison, in words. */
export interface CompareRows {
  results: CompareRow[];
  causes: CompareRow[];
  ratings: CompareRow[];
}

export function useCompareRows(
  comparison: AdviceComparison,
  sides: { before: ComparedSide; after: ComparedSide },
): CompareRows {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { questions } = useModel();
  const titles = useTitles();
  const { before, after } = sides;

  const row = <T>(
    id: string,
    label: string,
    change: Change<T>,
    format: (value: NonNullable<T>) => string,
    whenAbsent: string = t('compare.unknown'),
  ): CompareRow => {
    const text = (value: T) => value ?? undefined;
    const show = (value: T) => {
      const known = text(value);
      return known === undefined ? whenAbsent : format(known as NonNullable<T>);
    };
    return {
      id,
      label,
      before: show(change.before),
      after: show(change.after),
      changed: change.changed,
    };
  };

  const recommendation = ({ recommendation: found }: Advice) =>
    found.background
      ? t('compare.hybrid', {
          pattern: titles.pattern(found.pattern),
          core: titles.pattern(found.core),
          background: titles.pattern(found.background),
        })
      : titles.pattern(found.pattern);

  const results = [
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

  const causeRow = (cause: AdviceCause): CompareRow => {
    switch (cause.kind) {
      case 'answer': {
        const question = questions.find(({ path }) => path === cause.path);
        return row(
          cause.path,
          titles.field(cause.path),
          cause,
          answer => (question ? answerLabel(question, answer) : String(answer)),
          t('compare.openAnswer'),
        );
      }
      case 'weight':
        return row(
          `weight ${cause.criterion}`,
          t('compare.row.weight', {
            criterion: titles.criterion(cause.criterion),
          }),
          cause,
          formatPrecise,
          t('compare.modelWeight'),
        );
      case 'assumption':
        return row(
          `assumption ${cause.id}`,
          cause.title,
          cause,
          value => `${formatPrecise(value)} ${cause.unit}`,
        );
      case 'platform':
        return row(
          'platform',
          t('compare.row.platform'),
          cause,
          titles.platform,
        );
      default:
        return row('model', t('compare.row.model'), cause, String);
    }
  };

  const ratings = comparison.contributions.flatMap(
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

  return { results, causes: comparison.causes.map(causeRow), ratings };
}
