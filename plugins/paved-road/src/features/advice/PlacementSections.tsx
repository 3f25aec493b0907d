import { Flex, Text } from '@backstage/ui';
import {
  Advice,
  LanguageModelAdvice,
  Placement,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { placements } from '@paved-road/plugin-paved-road-common/advisor';
import { useId } from 'react';
import { formatChance } from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { negligible, ChanceBar } from './ConfidenceMeter';
import { rankedPlacements } from './ranked';
import { OverrideStatus, RankedBars } from './RankingBars';
import { classifyPlacement, describeVerdict } from './verdict';
import { SmallButton } from '../../ui/components/SmallButton';
import { BulletList } from '../../ui/components/Layout';

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
      <BulletList gap="2" aria-labelledby={headingId}>
        {[...Map.groupBy(relax, ({ field }) => field)].map(
          ([field, limits]) => {
            const question = titles.field(field);
            const path = questions.find(asked => asked.path === field)?.path;
            return (
              <li key={field}>
                {path && onAnswer ? (
                  <SmallButton
                    aria-label={t('placement.change', { question })}
                    onPress={() => onAnswer(path)}
                  >
                    {question}
                  </SmallButton>
                ) : (
                  question
                )}
                {!isBrief && `: ${limits.map(({ text }) => text).join(' ')}`}
              </li>
            );
          },
        )}
      </BulletList>
    </div>
  );
}
