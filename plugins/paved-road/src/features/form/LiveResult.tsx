import { Flex, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  Advice,
  Question,
  QuestionPath,
  Remark,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { LiveAdvice } from '../../data/model/useAdvice';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Loading } from '../../ui/components/Loading';
import { Section } from '../../ui/components/Section';
import { useTexts } from '../../ui/texts/useTexts';
import {
  Headline,
  isPlaced,
  PlacementBars,
  PlacementVetoes,
  RankingBars,
  RequirementsToRelax,
  Vetoes,
} from '../advice';
import { advisorTexts } from '../advice/texts';
import styles from './form.module.css';
import { formTexts } from './texts';

/** The result of the answers so far. */
export function LiveResult(props: {
  result: LiveAdvice;
  /** Remarks on answers whose fields are not visible. */
  notices: Remark[];
  /** Leads to the field of a question. */
  onAnswer: (path: QuestionPath) => void;
  /** Shown without an answer. */
  empty?: string;
  /** Shown below the recommendation. */
  children?: ReactNode;
  /** The same page explains the result and its limits. */
  isExplained?: boolean;
}) {
  const { result, notices, isExplained, onAnswer } = props;
  const { advice, isPending, error, retry } = result;
  const t = useTexts(formTexts);
  return (
    <Section gap="4" title={t('live.title')}>
      <ErrorAlert error={error} title={t('live.failed')} onRetry={retry} />
      <div role="status" aria-busy={isPending} className={styles.result}>
        {advice && (
          <Flex direction="column" gap="2">
            <Headline advice={advice} />
          </Flex>
        )}
        {!advice && !isPending && !error && (
          <Text as="p">{props.empty ?? t('live.empty')}</Text>
        )}
        {isPending && !advice && <Loading label={t('live.pending')} />}
      </div>
      {props.children}
      {advice && (
        <Chances
          advice={advice}
          isExplained={isExplained}
          onAnswer={onAnswer}
        />
      )}
      <AnswerNotices notices={notices} />
    </Section>
  );
}

/** The chance of each placement and pattern, and why some are ruled out. */
function Chances(props: {
  advice: Advice;
  isExplained?: boolean;
  onAnswer: (path: QuestionPath) => void;
}) {
  const { advice, isExplained, onAnswer } = props;
  const t = useTexts(advisorTexts);
  return (
    <>
      {isPlaced(advice) && (
        <Axis title={t('placement.axis')}>
          <PlacementBars advice={advice} />
          <RequirementsToRelax
            isBrief
            languageModel={advice.languageModel}
            onAnswer={onAnswer}
          />
          {!isExplained && <PlacementVetoes advice={advice} />}
        </Axis>
      )}
      <Axis
        title={isPlaced(advice) ? t('placement.applicationAxis') : undefined}
      >
        <RankingBars advice={advice} />
        {!isExplained && <Vetoes advice={advice} />}
      </Axis>
    </>
  );
}

/** Content of one of two axes for workloads with a language model; just the content for others. */
function Axis(props: { title: string | undefined; children: ReactNode }) {
  const { title, children } = props;
  return title ? (
    <div role="group" aria-label={title}>
      <Flex direction="column" gap="3">
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        {children}
      </Flex>
    </div>
  ) : (
    <>{children}</>
  );
}

/** Remarks on contradictory or unusual answers, and on assumptions. */
export function AnswerNotices(props: { notices: Remark[] }) {
  return props.notices.map(({ id, text }) => (
    <Notice key={`${id} ${text}`} role="status" description={text} />
  ));
}

/** Remarks on answers to other questions than those on the page. */
export const listOtherNotices = (
  notices: Remark[] | undefined = [],
  shown: readonly Question[],
): Remark[] =>
  notices.filter(
    ({ fields }) => !shown.some(({ path }) => fields.includes(path)),
  );

/** Questions with the result next to them, if there is room. */
export function FormLayout(props: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.container}>
      <div className={styles.layout}>
        {props.children}
        <div className={styles.aside}>{props.aside}</div>
      </div>
    </div>
  );
}
