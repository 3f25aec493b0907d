import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Notice } from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import {
  ConfidenceMeter,
  MarginText,
  RankingBars,
  Vetoes,
} from '../../advisor';
import { ErrorAlert } from '../../components/ErrorAlert';
import { Loading } from '../../components/Loading';
import { Section } from '../../components/Section';
import { LiveAdvice, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { AnswerNotices } from './AnswerNotices';
import { CompletenessBar } from './CompletenessBar';
import { FirstFlips } from './FirstFlips';
import styles from './LiveResult.module.css';

/** What the answers so far lead to. */
export function LiveResult(props: {
  result: LiveAdvice;
  /** What to say of the answers here, because their fields are not in sight. */
  notices: Notice[];
  /** What the result means here; shown below the recommendation. */
  children?: ReactNode;
  /** Why it is so; without it, the first things that would change it. */
  reasons?: ReactNode;
}) {
  const { result, notices, reasons, children } = props;
  const { advice, isPending, error } = result;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  return (
    <Section title={t('live.title')}>
      <Flex direction="column" gap="4">
        {error && <ErrorAlert error={error} title={t('live.failed')} />}
        <div role="status" aria-busy={isPending} className={styles.result}>
          {advice ? (
            <>
              <Text as="p" variant="title-x-small" weight="bold">
                {titles.pattern(advice.recommendation.pattern)}
              </Text>
              <Text as="p">{advice.recommendation.text}</Text>
            </>
          ) : (
            !isPending && <Text as="p">{t('live.empty')}</Text>
          )}
          {isPending && !advice && <Loading label={t('live.pending')} />}
        </div>
        {children}
        {advice && (
          <>
            <ConfidenceMeter advice={advice} />
            <RankingBars advice={advice} />
            <MarginText advice={advice} />
            <Vetoes ranking={advice.ranking} />
            {reasons ?? <FirstFlips flips={advice.flips} />}
          </>
        )}
        <AnswerNotices notices={notices} />
        {(advice || !isPending) && (
          <CompletenessBar unanswered={advice?.unanswered} />
        )}
      </Flex>
    </Section>
  );
}
