import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Notice, QuestionPath } from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import {
  announcementOf,
  ConfidenceMeter,
  DecidingQuestions,
  Headline,
  MarginText,
  RankingBars,
  Vetoes,
} from '../../advisor';
import { ErrorAlert } from '../../components/ErrorAlert';
import { Loading } from '../../components/Loading';
import { Section } from '../../components/Section';
import { LiveAdvice } from '../../model';
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
  /** Leads to the field of a question. */
  onAnswer: (path: QuestionPath) => void;
  /** What the result means here; shown below the recommendation. */
  children?: ReactNode;
  /** Why it is so; without it, the first things that would change it. */
  reasons?: ReactNode;
}) {
  const { result, notices, reasons, onAnswer, children } = props;
  const { advice, isPending, error } = result;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const isAnnounced = advice && announcementOf(advice).kind !== 'none';
  return (
    <Section title={t('live.title')}>
      <Flex direction="column" gap="4">
        {error && <ErrorAlert error={error} title={t('live.failed')} />}
        <div role="status" aria-busy={isPending} className={styles.result}>
          {advice ? (
            <Flex direction="column" gap="2">
              <Headline advice={advice} />
            </Flex>
          ) : (
            !isPending && <Text as="p">{t('live.empty')}</Text>
          )}
          {isPending && !advice && <Loading label={t('live.pending')} />}
        </div>
        {advice && !isAnnounced && (
          <DecidingQuestions advice={advice} onAnswer={onAnswer} />
        )}
        {children}
        {advice && (
          <>
            <ConfidenceMeter advice={advice} />
            <RankingBars advice={advice} />
            <MarginText advice={advice} />
            <Vetoes ranking={advice.ranking} />
            {isAnnounced && (reasons ?? <FirstFlips flips={advice.flips} />)}
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
