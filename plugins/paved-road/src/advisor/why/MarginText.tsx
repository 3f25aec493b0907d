import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import {
  Advice,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { formatFit } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { firstOpenAnswers } from '../confidence/firstOpenAnswers';

/** How clear the recommendation is: the margin, or that it is too close to call. */
export function MarginText(props: { advice: Advice }) {
  const { ranking, recommendation, confidence } = props.advice;
  const { core, runnerUp, margin, tooClose } = recommendation;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (!ranking.some(({ eligible }) => eligible)) {
    return (
      <Alert
        icon
        status="warning"
        title={t('margin.none', { winner: titles.pattern(core) })}
      />
    );
  }
  if (!runnerUp) {
    return (
      <Text as="p" color="secondary">
        {t('margin.alone', { winner: titles.pattern(core) })}
      </Text>
    );
  }
  const fitOf = (pattern: string) =>
    formatFit(ranking.find(ranked => ranked.pattern === pattern)?.fit ?? 0);
  const leader = plainPatterns.find(
    pattern =>
      pattern !== core &&
      confidence !== undefined &&
      confidence.wins[pattern] > confidence.draws / 2,
  );
  const open = confidence ? firstOpenAnswers(confidence) : [];
  const texts = {
    leader: leader ? titles.pattern(leader) : '',
    questions: open.map(titles.field).join(', '),
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
      description={t(textOf(leader, open), texts)}
    />
  ) : (
    <Text as="p" color="secondary">
      {t('margin.clear', texts)}
    </Text>
  );
}

function textOf(leader: PlainPattern | undefined, open: string[]) {
  if (leader) {
    return 'margin.outdrawn' as const;
  }
  return open.length > 0
    ? ('margin.tooCloseOpen' as const)
    : ('margin.tooClose' as const);
}
