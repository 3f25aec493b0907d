import {
  Advice,
  Assessment,
  Pattern,
  Placement,
  PlainPattern,
  Risk,
} from '@paved-road/plugin-paved-road-common';
import {
  answeredShare,
  placements,
  plainPatterns,
  riskIds,
} from '@paved-road/plugin-paved-road-common/advisor';
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
  result: Pick<Assessment, 'advice' | 'profile' | 'weights'>;
  /** The decided pattern, if any. */
  decided?: Pattern;
  decidedPlacement?: Placement;
}

/** Two results row by row: the numbers, what differs between the inputs, risks and limits, and ratings. */
export function useCompareRows({
  before,
  after,
}: {
  before: ComparedSide;
  after: ComparedSide;
}) {
  const t = useTexts(compareTexts, advisorTexts, componentsTexts);
  const { questions } = useModel();
  const titles = useTitles();
  const sides = [before, after] as const;

  /** Changes too small to display do not count. */
  const row = <T>(
    id: string,
    label: string,
    select: (side: ComparedSide) => T | undefined,
    format: (value: T) => string,
    whenAbsent: string = t('compare.unknown'),
  ): CompareRow => {
    const [was, is] = sides.map(side => {
      const value = select(side);
      return value === undefined ? whenAbsent : format(value);
    });
    return { id, label, before: was, after: is, changed: was !== is };
  };
  const isChanged = ({ changed }: CompareRow) => changed;

  function listResults(): CompareRow[] {
    const isPlaced = sides.some(({ result }) => result.advice.languageModel);
    const optionRows = <Option extends PlainPattern | Placement>(
      options: readonly Option[],
      latency: 'p99' | 'firstToken',
      find: (advice: Advice, option: Option) => OptionFigures,
    ) =>
      (['fit', 'eligible', 'monthly', latency] as const).flatMap(measure =>
        options.map(option => {
          const id = `${measure} ${option}`;
          const label = t(`compare.row.${measure}`, {
            pattern: titles.subject(option),
          });
          const figures = ({ result }: ComparedSide) =>
            find(result.advice, option);
          switch (measure) {
            case 'eligible':
              return row(
                id,
                label,
                side => figures(side).eligible,
                isEligible =>
                  t(isEligible ? 'compare.eligible' : 'compare.notEligible'),
              );
            case 'fit':
              return row(id, label, side => figures(side).fit, formatFit);
            case 'monthly':
              return row(id, label, side => figures(side).monthly, formatUsd);
            default:
              return row(
                id,
                label,
                side => figures(side).seconds,
                formatSeconds,
              );
          }
        }),
      );
    return [
      row(
        'decision',
        t('compare.row.decision'),
        ({ decided }) => decided,
        titles.pattern,
        t('compare.none'),
      ),
      ...(isPlaced
        ? [
            row(
              'decided placement',
              t('compare.row.decidedPlacement'),
              ({ decidedPlacement }) => decidedPlacement,
              titles.placement,
              t('compare.none'),
            ),
          ]
        : []),
      row(
        'stage',
        t('compare.row.stage'),
        ({ result }) => result.advice.recommendation.stage,
        titles.stage,
      ),
      row(
        'completeness',
        t('compare.row.completeness'),
        ({ result }) => answeredShare(result.advice),
        formatShare,
      ),
      ...(isPlaced
        ? optionRows(placements, 'firstToken', placementFigures)
        : []),
      ...optionRows(plainPatterns, 'p99', patternFigures),
    ];
  }

  function listCauses(): CompareRow[] {
    const answers = sides.map(({ result }) => answersByPath(result.profile));
    const assumptions = before.result.advice.assumptions.map(({ id }) => id);
    return [
      row(
        'llm',
        t('compare.row.languageModel'),
        ({ result }) => result.profile.llm !== undefined,
        isUsed => t(isUsed ? 'compare.used' : 'compare.notUsed'),
      ),
      ...unite(answers.map(found => Object.keys(found))).map(path => {
        const question = questions.find(found => found.path === path);
        return row(
          path,
          titles.field(path),
          side => answers[sides.indexOf(side)][path],
          answer => {
            const value = question
              ? answerLabel(question, answer)
              : String(answer);
            return question?.answer.kind === 'number'
              ? t('compare.withUnit', { value, unit: question.answer.unit })
              : value;
          },
          t('compare.openAnswer'),
        );
      }),
      ...unite(
        sides.map(({ result }) => Object.keys(result.weights ?? {})),
      ).map(criterion =>
        row(
          `weight ${criterion}`,
          t('compare.row.weight', { criterion: titles.criterion(criterion) }),
          ({ result }) => result.weights?.[criterion],
          formatPrecise,
          t('compare.modelWeight'),
        ),
      ),
      // Assumptions that both results used.
      ...after.result.advice.assumptions
        .filter(({ id }) => assumptions.includes(id))
        .map(({ id, title, unit }) =>
          row(
            `assumption ${id}`,
            title,
            ({ result }) =>
              result.advice.assumptions.find(used => used.id === id)?.value,
            value => `${formatPrecise(value)} ${unit}`,
          ),
        ),
      row(
        'platform',
        t('compare.row.platform'),
        ({ result }) => result.advice.platform,
        titles.platform,
      ),
      row(
        'model',
        t('compare.row.model'),
        ({ result }) => result.advice.modelVersion,
        String,
      ),
    ].filter(isChanged);
  }

  /** Risks and limits of one side only. */
  function listRisks(): CompareRow[] {
    const [was, is] = sides.map(({ result: { advice } }) => {
      const listLimits = (
        option: PlainPattern | Placement,
        { vetoes }: OptionFigures,
      ) =>
        vetoes.map(({ kind, id, text }): [string, string] => [
          `${option} ${kind} ${id}`,
          t('compare.vetoLine', { pattern: titles.subject(option), text }),
        ]);
      return new Map([
        ...advice.risks.map((risk): [string, string] => {
          const { title, severity, subject } = risk;
          return [
            riskKey(risk),
            t('compare.riskLine', {
              title,
              severity: t(`risks.severity.${severity}`),
              subject: t(`risks.subject.${subject.kind}`, {
                pattern: titles.subject(subject.placement ?? subject.pattern),
              }),
            }),
          ];
        }),
        ...plainPatterns.flatMap(pattern =>
          listLimits(pattern, patternFigures(advice, pattern)),
        ),
        ...placements.flatMap(placement =>
          listLimits(placement, placementFigures(advice, placement)),
        ),
      ]);
    });
    const listRows = (
      lines: Map<string, string>,
      others: Map<string, string>,
      sideTexts: Pick<CompareRow, 'before' | 'after'>,
    ) =>
      [...lines]
        .filter(([key]) => !others.has(key))
        .map(([id, label]): CompareRow => ({
          id,
          label,
          ...sideTexts,
          changed: true,
        }));
    const applies = t('compare.applies');
    return [
      ...listRows(is, was, { before: '–', after: applies }),
      ...listRows(was, is, { before: applies, after: '–' }),
    ];
  }

  /** Differences in weight, demand and supply of the criteria. */
  function listRatings(): CompareRow[] {
    const contributions = ({ result }: ComparedSide, pattern: PlainPattern) =>
      result.advice.ranking.find(ranked => ranked.pattern === pattern)
        ?.contributions ?? [];
    const criteria = unite(
      plainPatterns.flatMap(pattern =>
        sides.map(side =>
          contributions(side, pattern).map(({ criterion }) => criterion),
        ),
      ),
    );
    const aspects = [
      { id: 'weighs', field: 'weight', format: formatPrecise, absent: 0 },
      { id: 'needed', field: 'demand', format: formatFit, absent: undefined },
      { id: 'offered', field: 'supply', format: formatFit, absent: undefined },
    ] as const;
    return criteria.flatMap(criterion =>
      aspects.flatMap(({ id, field, format, absent }) => {
        const label = t(`compare.row.${id}`, {
          criterion: titles.criterion(criterion),
        });
        const rows = plainPatterns
          .map(pattern =>
            row(
              `${criterion} ${id} ${pattern}`,
              t('compare.row.ofPattern', {
                label,
                pattern: titles.pattern(pattern),
              }),
              side =>
                contributions(side, pattern).find(
                  found => found.criterion === criterion,
                )?.[field] ?? absent,
              format,
            ),
          )
          .filter(isChanged);
        const isSameForAll = rows.every(
          one => one.before === rows[0].before && one.after === rows[0].after,
        );
        return rows.length > 1 && isSameForAll ? [{ ...rows[0], label }] : rows;
      }),
    );
  }

  return {
    results: listResults(),
    causes: listCauses(),
    risks: listRisks(),
    ratings: listRatings(),
  };
}

/** What a result states of a pattern or a placement. */
type OptionFigures = Pick<Advice['ranking'][number], 'vetoes'> & {
  fit?: number;
  eligible?: boolean;
  /** USD, the mid value. */
  monthly?: number;
  /** p99 of the latency, or p95 of the first token. */
  seconds?: number;
};

function patternFigures(
  { ranking, cost, latency }: Advice,
  pattern: PlainPattern,
): OptionFigures {
  const priced = cost.perPattern[pattern];
  const timed = latency.perPattern[pattern];
  return {
    vetoes: [],
    ...ranking.find(ranked => ranked.pattern === pattern),
    ...(priced.status === 'estimated' && { monthly: priced.monthly.mid }),
    ...(timed.status === 'estimated' && { seconds: timed.p99 }),
  };
}

function placementFigures(
  { placements: ranking, languageModel }: Advice,
  placement: Placement,
): OptionFigures {
  const priced = languageModel?.cost.perPlacement[placement];
  const timed = languageModel?.latency.perPlacement[placement];
  return {
    vetoes: [],
    ...ranking?.find(ranked => ranked.placement === placement),
    ...(priced?.status === 'estimated' && { monthly: priced.monthly.mid }),
    ...(timed?.status === 'estimated' && { seconds: timed.firstToken.p95 }),
  };
}

/** The answers by path, including answers to questions that the model does not have. */
function answersByPath(
  profile: Assessment['profile'],
): Record<string, string | number | undefined> {
  return Object.fromEntries(
    Object.entries(profile).flatMap(([group, answers]) =>
      Object.entries(answers ?? {}).map(([field, answer]) => [
        `${group}.${field}`,
        answer,
      ]),
    ),
  );
}

/** A risk with another severity counts as another risk. */
function riskKey({ id, severity, subject }: Risk): string {
  const { kind, pattern, placement } = subject;
  // Risks of a placement are the same for each pattern, and so are risks added by an organisation.
  const about = riskIds.some(builtIn => builtIn === id)
    ? [kind, placement ?? pattern]
    : [];
  return [id, severity, ...about].join(' ');
}

function unite<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}
