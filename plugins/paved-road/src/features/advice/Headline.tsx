import { Text } from '@backstage/ui';
import {
  Advice,
  Pattern,
  PlainPattern,
  presentStanding,
} from '@paved-road/plugin-paved-road-common';
import { computeStanding } from '@paved-road/plugin-paved-road-common/advisor';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { formatChance, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { StandingBadge } from '../decision/StandingBadge';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import {
  classifyPlacement,
  classifyRecommendation,
  findMonthlyCost,
  useRecommendationText,
} from './verdict';

/** The result in short: a pattern, two defensible patterns, or not enough answers. */
export function Headline(props: { advice: Advice }) {
  const { advice } = props;
  const recommendationText = useRecommendationText();
  const { kind } = classifyRecommendation(advice);
  const headline = recommendationText(advice);
  const standing = computeStanding({ advice });
  const { reason } = presentStanding(standing);
  const placed =
    advice.languageModel && classifyPlacement(advice.languageModel).kind;
  // A single sentence of pattern and placement, or without a placement, is the headline itself.
  const isSaid =
    advice.recommendation.text === `${headline}.` ||
    placed === 'none' ||
    placed === 'impossible';
  return (
    <>
      <Text as="p" variant="title-x-small" weight="bold">
        {headline}
      </Text>
      {standing.id !== 'not-enough-answers' && (
        <StandingBadge standing={standing} />
      )}
      {kind !== 'either' && reason && <Text as="p">{reason}</Text>}
      {kind === 'one' && !isSaid && (
        <Text as="p">{advice.recommendation.text}</Text>
      )}
      <DefensiblePatterns advice={advice} />
    </>
  );
}

/** Shows the two patterns of a close call side by side; otherwise nothing. */
function DefensiblePatterns(props: { advice: Advice }) {
  const { advice } = props;
  const classified = classifyRecommendation(advice);
  const { core, runnerUp } = advice.recommendation;
  const { expected } = advice.confidence;
  const t = useTexts(advisorTexts);
  if (classified.kind !== 'either' || !runnerUp) {
    return null;
  }
  const [ahead] = classified.recommended;
  return (
    <ul className={styles.patterns} aria-label={t('verdict.both')}>
      {[
        { pattern: ahead, core },
        { pattern: runnerUp, core: runnerUp },
      ]
        .toSorted((a, b) => expected[b.core] - expected[a.core])
        .map(option => (
          <Defensible key={option.core} advice={advice} {...option} />
        ))}
    </ul>
  );
}

function Defensible(props: {
  advice: Advice;
  pattern: Pattern;
  core: PlainPattern;
}) {
  const { advice, pattern, core } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const chance = advice.confidence.expected[core];
  const monthly = findMonthlyCost(advice, pattern, core);
  return (
    <li className={styles.defensiblePatternsPattern}>
      <Text as="p" weight="bold">
        {titles.pattern(pattern)}
      </Text>
      {pattern !== core && (
        <Text as="p" color="secondary" variant="body-small">
          {t('verdict.core', { core: titles.pattern(core) })}
        </Text>
      )}
      <DescriptionList
        items={{
          [t('verdict.chance')]: chance !== undefined && formatChance(chance),
          [t('cost.monthly')]: monthly !== undefined && formatUsd(monthly),
        }}
      />
    </li>
  );
}
