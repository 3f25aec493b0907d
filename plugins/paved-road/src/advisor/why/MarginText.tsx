import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatFit } from '../../components/formats';
import { isOptional, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { EarlierMarginText } from './EarlierMarginText';

/** By how much the pattern that is ahead is so, and what that means. */
export function MarginText(props: { advice: Advice }) {
  const { ranking, recommendation, unanswered } = props.advice;
  const { core, runnerUp, margin, verdict } = recommendation;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const winner = titles.pattern(core);
  if (!ranking.some(({ eligible }) => eligible)) {
    return <Alert icon status="warning" title={t('margin.none', { winner })} />;
  }
  if (!runnerUp) {
    return (
      <Text as="p" color="secondary">
        {t('margin.alone', { winner })}
      </Text>
    );
  }
  const fitOf = (pattern: string) =>
    formatFit(ranking.find(ranked => ranked.pattern === pattern)?.fit ?? 0);
  const texts = {
    winner,
    runnerUp: titles.pattern(runnerUp),
    margin: formatFit(Math.abs(margin)),
    winnerFit: fitOf(core),
    runnerUpFit: fitOf(runnerUp),
  };
  switch (verdict) {
    case undefined:
      return <EarlierMarginText advice={props.advice} texts={texts} />;
    case 'not-enough-answers':
      return isAhead(props.advice) ? (
        <Text as="p" color="secondary" variant="body-small">
          {t('margin.aheadSoFar', texts)}
        </Text>
      ) : null;
    case 'close':
      return (
        <Text as="p" color="secondary">
          {t(
            unanswered.every(isOptional) ? 'margin.close' : 'margin.closeOpen',
          )}
        </Text>
      );
    default:
      return (
        <Text as="p" color="secondary">
          {t(margin < 0 ? 'margin.clearBehind' : 'margin.clear', texts)}
        </Text>
      );
  }
}

/** Whether a pattern leads by its fit, and what is open is not more likely to speak for another one. */
function isAhead({ recommendation, confidence }: Advice): boolean {
  const { core, margin } = recommendation;
  const chances = confidence?.expected;
  return (
    margin > 0 &&
    (!chances || chances[core] === Math.max(...Object.values(chances)))
  );
}
