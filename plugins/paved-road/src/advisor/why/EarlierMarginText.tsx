import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import {
  Advice,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { firstOpenAnswers } from '../confidence/firstOpenAnswers';

/** The margin as model 1 read it: it is either clear or too close to call. */
export function EarlierMarginText(props: {
  advice: Advice;
  /** The two patterns in words, with their fits. */
  texts: Record<
    'winner' | 'runnerUp' | 'margin' | 'winnerFit' | 'runnerUpFit',
    string
  >;
}) {
  const { confidence, recommendation } = props.advice;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (!recommendation.tooClose) {
    return (
      <Text as="p" color="secondary">
        {t('margin.earlier.clear', props.texts)}
      </Text>
    );
  }
  const leader = plainPatterns.find(
    pattern =>
      pattern !== recommendation.core &&
      confidence !== undefined &&
      confidence.worstCase[pattern] > 1 / 2,
  );
  const open = firstOpenAnswers(confidence);
  return (
    <Alert
      icon
      status="warning"
      title={t('margin.earlier.tooCloseTitle')}
      description={t(textOf(leader, open), {
        ...props.texts,
        leader: leader ? titles.pattern(leader) : '',
        questions: open.map(titles.field).join(', '),
      })}
    />
  );
}

function textOf(leader: PlainPattern | undefined, open: string[]) {
  if (leader) {
    return 'margin.earlier.outdrawn' as const;
  }
  return open.length > 0
    ? ('margin.earlier.tooCloseOpen' as const)
    : ('margin.earlier.tooClose' as const);
}
