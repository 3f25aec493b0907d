import { Button, Flex, Text } from '@backstage/ui';
import {
  Advice,
  CriterionId,
  LanguageModelAdvice,
  Placement,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import {
  getComparedLatency,
  placements,
} from '@paved-road/plugin-paved-road-common/advisor';
import { useId } from 'react';
import { Section } from '../../ui/components/Section';
import { formatChance, formatSeconds, formatUsd } from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ChanceBar } from './ConfidenceMeter';
import { ComparisonTable } from './ComparisonTable';
import { comparisonRows } from './comparisonRows';
import { DriverBars } from './DriverBars';
import { rankedPlacements } from './ranked';
import { OverrideStatus, RankedBars } from './RankingBars';
import { classifyPlacement, describeVerdict } from './verdict';
import { VetoList } from './WhySection';
import styles from './advisor.module.css';

/** An advice on a workload with a language model. */
export type PlacedAdvice = Advice & { languageModel: LanguageModelAdvice };

export const isPlaced = (advice: Advice): advice is PlacedAdvice =>
  advice.languageModel !== undefined;

/** Lists the placements by chance and marks impossible ones. */
export function PlacementBars(props: {
  advice: PlacedAdvice;
  /** The decided option if it differs from the recommendation. */
  decided?: { subject: Placement; as: OverrideStatus };
  /** One line each, even in narrow containers. */
  isDense?: boolean;
}) {
  const { advice, decided, isDense } = props;
  const { languageModel } = advice;
  const t = useTexts(advisorTexts);
  const { kind, recommended } = classifyPlacement(languageModel);
  return (
    <RankedBars
      label={t('placement.ranking')}
      isDense={isDense}
      ranked={rankedPlacements(advice)}
      isProvisional={kind === 'none' || kind === 'impossible'}
      recommended={recommended}
      decided={decided}
    />
  );
}

/** Below this, open answers can change the result completely. */
const negligible = 0.01;

/** Classifies the lowest chance that the open answers can lead to. */
function classifyWorstCase(chance: number, worstCase: number) {
  if (formatChance(chance) === formatChance(worstCase)) {
    return 'known' as const;
  }
  return worstCase < negligible ? ('unbound' as const) : ('open' as const);
}

/** Chance that the recommended placement is right, compared with the others. */
export function PlacementConfidence(props: {
  languageModel: LanguageModelAdvice;
}) {
  const { placement, verdict, expected, worstCase } = props.languageModel;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  if (
    placement === undefined ||
    classifyPlacement(props.languageModel).kind === 'impossible'
  ) {
    return (
      <Text as="p" weight="bold">
        {t('placement.impossible')}
      </Text>
    );
  }
  const nowhere = 1 - Object.values(expected).reduce((sum, it) => sum + it, 0);
  return (
    <Flex direction="column" gap="1">
      <Text as="p" weight="bold">
        {t(`verdict.word.${describeVerdict(props.languageModel)}`)}
      </Text>
      {verdict !== 'not-enough-answers' && (
        <Text as="p" variant="body-small">
          {t(
            `placement.chance.${classifyWorstCase(expected[placement], worstCase)}`,
            {
              placement: titles.placement(placement),
              share: formatChance(expected[placement]),
              least: formatChance(worstCase),
            },
          )}
        </Text>
      )}
      <ChanceBar
        label={t('placement.chances')}
        subjects={placements}
        chances={expected}
      />
      {nowhere >= negligible && (
        <Text as="p" color="secondary" variant="body-small">
          {t('placement.chance.nowhere', { share: formatChance(nowhere) })}
        </Text>
      )}
    </Flex>
  );
}

/** What to relax for the placement that comes closest; nothing while one is eligible. */
export function RequirementsToRelax(props: {
  languageModel: Pick<LanguageModelAdvice, 'relax'>;
  /** Lists only the questions, where the same view lists the limits. */
  isBrief?: boolean;
  /** Leads to the field of a question. */
  onAnswer?: (path: QuestionPath) => void;
}) {
  const { languageModel, isBrief, onAnswer } = props;
  const { relax = [] } = languageModel;
  const { questions } = useModel();
  const titles = useTitles();
  const headingId = useId();
  const t = useTexts(advisorTexts);
  if (relax.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="p" id={headingId}>
        {t('placement.relax')}
      </Text>
      <ul className={styles.questions} aria-labelledby={headingId}>
        {[...Map.groupBy(relax, ({ field }) => field)].map(
          ([field, limits]) => {
            const question = titles.field(field);
            const path = questions.find(asked => asked.path === field)?.path;
            return (
              <li key={field}>
                {path && onAnswer ? (
                  <Button
                    size="small"
                    variant="secondary"
                    aria-label={t('placement.change', { question })}
                    onPress={() => onAnswer(path)}
                  >
                    {question}
                  </Button>
                ) : (
                  question
                )}
                {!isBrief && `: ${limits.map(({ text }) => text).join(' ')}`}
              </li>
            );
          },
        )}
      </ul>
    </div>
  );
}

/** Explains why a placement is recommended and not the second best, or why none is. */
export function PlacementWhySection(props: {
  advice: PlacedAdvice;
  /** The decided pattern, which can differ from the recommendation. */
  decided?: Placement;
}) {
  const { advice, decided } = props;
  const { languageModel } = advice;
  const { placement, runnerUp, text, drivers } = languageModel;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const { kind } = classifyPlacement(languageModel);
  const named = {
    winner: placement ? titles.placement(placement) : '',
    runnerUp: runnerUp ? titles.placement(runnerUp) : '',
  };
  const title = {
    one: t(runnerUp ? 'why.title' : 'why.titleAlone', named),
    either: t('why.either', named),
    none: t('placement.why.none'),
    impossible: t('placement.why.impossible'),
  }[kind];
  return (
    <Section title={title}>
      <Flex direction="column" gap="4">
        {kind !== 'impossible' && <Text as="p">{text}</Text>}
        {kind === 'one' && decided && decided !== placement && (
          <Text as="p" color="secondary">
            {t('why.override', { decided: titles.placement(decided) })}
          </Text>
        )}
        {kind === 'either' && (
          <Text as="p" color="secondary" variant="body-small">
            {t('drivers.sides', named)}
          </Text>
        )}
        {(kind === 'one' || kind === 'either') && runnerUp && (
          <DriverBars
            label={t('placement.why.drivers')}
            drivers={drivers}
            sides={
              kind === 'either' && placement ? [placement, runnerUp] : undefined
            }
          />
        )}
        <PlacementMargin advice={advice} />
        <PlacementVetoes advice={advice} />
      </Flex>
    </Section>
  );
}

/** Shows the lead of the first placement. */
function PlacementMargin(props: { advice: PlacedAdvice }) {
  const { languageModel } = props.advice;
  const { placement, runnerUp, margin } = languageModel;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const { kind } = classifyPlacement(languageModel);
  if (placement === undefined || kind === 'impossible' || kind === 'none') {
    return null;
  }
  const winner = titles.placement(placement);
  const explainMargin = () => {
    if (!runnerUp) {
      return t('placement.margin.alone', { winner });
    }
    if (kind === 'either') {
      return t('placement.margin.close');
    }
    return t(margin < 0 ? 'margin.clearBehind' : 'margin.clear', {
      winner,
      runnerUp: titles.placement(runnerUp),
      winnerChance: formatChance(languageModel.expected[placement]),
      runnerUpChance: formatChance(languageModel.expected[runnerUp]),
    });
  };
  return (
    <Text as="p" color="secondary">
      {explainMargin()}
    </Text>
  );
}

/** Lists impossible placements, the reasons, and what would lift the limits. */
export function PlacementVetoes(props: { advice: PlacedAdvice }) {
  const t = useTexts(advisorTexts);
  return (
    <VetoList
      label={t('placement.veto.title')}
      ranked={rankedPlacements(props.advice)}
      titleOf={(kind, placement) => t(`placement.veto.${kind}`, { placement })}
    />
  );
}

/** Compares the demand on the placement of the model with the supply of each placement. */
export function PlacementComparisonSection(props: { advice: PlacedAdvice }) {
  const { advice } = props;
  const t = useTexts(advisorTexts);
  const model = useModel();
  const ranked = rankedPlacements(advice);
  return (
    <Section title={t('placement.axis')}>
      <ComparisonTable
        label={t('placement.comparison')}
        subjects={placements}
        ranked={ranked}
        rows={comparisonRows(ranked, model.languageModels.criteria)}
        measured={(criterion, placement) =>
          measuredValue(advice.languageModel, criterion, placement)
        }
        winners={classifyPlacement(advice.languageModel).recommended}
      />
    </Section>
  );
}

function measuredValue(
  { cost, latency }: LanguageModelAdvice,
  criterion: CriterionId,
  placement: Placement,
): string | undefined {
  if (criterion === 'model-cost') {
    const estimate = cost.perPlacement[placement];
    return estimate.status === 'estimated'
      ? formatUsd(estimate.monthly.mid)
      : undefined;
  }
  if (criterion === 'model-latency') {
    const estimate = latency.perPlacement[placement];
    if (estimate.status !== 'estimated') {
      return undefined;
    }
    return formatSeconds(getComparedLatency(estimate).p95);
  }
  return undefined;
}
