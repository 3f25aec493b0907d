import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatFit } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';

/** How clear the recommendation is: the margin, or that it is too close to call. */
export function MarginText(props: { advice: Advice }) {
  const { ranking, recommendation } = props.advice;
  const { core, runnerUp, margin, tooClose } = recommendation;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (!runnerUp) {
    return (
      <Text as="p" color="secondary">
        {t('margin.alone', { winner: titles.pattern(core) })}
      </Text>
    );
  }
  const fitOf = (pattern: string) =>
    formatFit(ranking.find(ranked => ranked.pattern === pattern)?.fit ?? 0);
  const texts = {
    winner: titles.pattern(core),
    runnerUp: titles.pattern(runnerUp),
    margin: formatFit(margin),
    winnerFit: fitOf(core),
    runnerUpFit: fitOf(runnerUp),
  };
  return tooClose ? (
    <Alert
      icon
      status="warning"
      title={t('margin.tooCloseTitle')}
      description={t('margin.tooClose', texts)}
    />
  ) : (
    <Text as="p" color="secondary">
      {t('margin.clear', texts)}
    </Text>
  );
}
