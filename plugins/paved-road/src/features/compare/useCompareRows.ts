import {
  AdviceCause,
  AdviceComparison,
  Change,
  ComparableAdvice,
  ContributionComparison,
  CriterionId,
  Pattern,
  PatternComparison,
  Placement,
  PlacementComparison,
  Question,
  Risk,
} from '@paved-road/plugin-paved-road-common';
import {
  formatFit,
  formatPrecise,
  formatSeconds,
  formatShare,
  formatUsd,
} from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { componentsTexts } from '../../ui/components/texts';
import { compareTexts } from './texts';
import { advisorTexts } from '../advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { answerLabel } from '../form/answers';
import { CompareRow } from '../../ui/components/CompareTable';

export interface ComparedSide {
  /** Distinguishes the two sides. */
  title: string;
  result: ComparableAdvice;
  /** The decided pattern, if any. */
  decided?: Pattern;
  decidedPlacement?: Placement;
}

const toChange = <T>(before: T, after: T): Change<T> => ({
  before,
  after,
  changed: before !== after,
});

/** Decisions and the numbers of each option, row by row. */
export function useResultRows(
  comparison: AdviceComparison,
  sides: { before: ComparedSide; after: ComparedSide },
): CompareRow[] {
  const { before, after } = sides;
  const t = useTexts(compareTexts, advisorTexts);
  const titles = useTitles();
  const row = useRow();
  const optionRows = (
    options: readonly (PatternComparison | PlacementComparison)[],
    latency: 'p99' | 'firstToken',
  ): CompareRow[] =>
    (['fit', 'eligible', 'monthly', latency] as const).flatMap(measure =>
      options.map(option => {
        const subject = 'pattern' in option ? option.pattern : option.placement;
        const id = `${measure} ${subject}`;
        const label = t(`compare.row.${measure}`, {
          pattern: titles.subject(subject),
        });
        switch (measure) {
          case 'eligible':
            return row(id, label, option.eligible, isEligible =>
              t(isEligible ? 'compare.eligible' : 'compare.notEligible'),
            );
          case 'fit':
            return row(id, label, option.fit, formatFit);
          case 'monthly':
            return row(id, label, option.monthly, formatUsd);
          default: {
            const seconds = 'p99' in option ? option.p99 : option.firstToken;
            return row(id, label, seconds, formatSeconds);
          }
        }
      }),
    );
  const isPlaced = [before, after].some(
    ({ result }) => result.advice.languageModel,
  );
  return [
    row(
      'decision',
      t('compare.row.decision'),
      toChange(before.decided, after.decided),
      titles.pattern,
      t('compare.none'),
    ),
    ...(isPlaced
      ? [
          row(
            'decided placement',
            t('compare.row.decidedPlacement'),
            toChange(before.decidedPlacement, after.decidedPlacement),
            titles.placement,
            t('compare.none'),
          ),
        ]
      : []),
    row('stage', t('compare.row.stage'), comparison.stage, titles.stage),
    row(
      'completeness',
      t('compare.row.completeness'),
      comparison.completeness,
      formatShare,
    ),
    ...(isPlaced ? optionRows(comparison.placements, 'firstToken') : []),
    ...optionRows(comparison.patterns, 'p99'),
  ];
}

/** Risks and limits of one side only, row by row. */
export function useRiskRows({
  risks,
  patterns,
  placements,
}: AdviceComparison): CompareRow[] {
  const t = useTexts(compareTexts, advisorTexts, componentsTexts);
  const titles = useTitles();
  const formatRisk = ({ title, severity, subject }: Risk) =>
    t('compare.riskLine', {
      title,
      severity: t(`risks.severity.${severity}`),
      subject: t(`risks.subject.${subject.kind}`, {
        pattern: titles.subject(subject.placement ?? subject.pattern),
      }),
    });
  const limits = [...patterns, ...placements].map(option => ({
    title: titles.subject(
      'pattern' in option ? option.pattern : option.placement,
    ),
    vetoes: option.vetoes,
  }));
  const toRows = (side: 'appeared' | 'gone') =>
    [
      ...risks[side].map(formatRisk),
      ...limits.flatMap(({ title, vetoes }) =>
        vetoes[side].map(({ text }) =>
          t('compare.vetoLine', { pattern: title, text }),
        ),
      ),
    ].map((label): CompareRow => ({
      id: `${side} ${label}`,
      label,
      before: side === 'gone' ? t('compare.applies') : '–',
      after: side === 'appeared' ? t('compare.applies') : '–',
      changed: true,
    }));
  return [...toRows('appeared'), ...toRows('gone')];
}

/** Differences between the inputs of two results, row by row. */
export function useCauseRows({ causes }: AdviceComparison): CompareRow[] {
  const t = useTexts(compareTexts);
  const { questions } = useModel();
  const titles = useTitles();
  const row = useRow();

  const formatAnswerWithUnit = (
    question: Question,
    answer: string | number,
  ): string =>
    question.answer.kind === 'number'
      ? t('compare.withUnit', {
          value: answerLabel(question, answer),
          unit: question.answer.unit,
        })
      : answerLabel(question, answer);
  const causeRow = (cause: AdviceCause): CompareRow => {
    switch (cause.kind) {
      case 'answer': {
        const question = questions.find(({ path }) => path === cause.path);
        return row(
          cause.path,
          titles.field(cause.path),
          cause,
          answer =>
            question ? formatAnswerWithUnit(question, answer) : String(answer),
          t('compare.openAnswer'),
        );
      }
      case 'language-model':
        return row('llm', t('compare.row.languageModel'), cause, isUsed =>
          t(isUsed ? 'compare.used' : 'compare.notUsed'),
        );
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
  return causes.map(causeRow);
}

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

/** Differences in demand, weight and supply of the criteria, row by row. */
export function useRatingRows({
  contributions,
}: AdviceComparison): CompareRow[] {
  const t = useTexts(compareTexts);
  const titles = useTitles();
  const row = useRow();

  const toCriterionRows = (
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
        toCriterionRows(criterion, aspect),
      ),
  );
}

/** Creates comparison rows; changes too small to display do not count. */
function useRow() {
  const t = useTexts(compareTexts);
  return <T>(
    id: string,
    label: string,
    change: Change<T | undefined>,
    format: (value: T) => string,
    whenAbsent: string = t('compare.unknown'),
  ): CompareRow => {
    const show = (value: T | undefined) =>
      value === undefined ? whenAbsent : format(value);
    const before = show(change.before);
    const after = show(change.after);
    return {
      id,
      label,
      before,
      after,
      changed: change.changed && before !== after,
    };
  };
}
