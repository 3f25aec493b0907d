import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { announcementOf, ConfidenceMeter, DecidingQuestions } from '../advisor';
import { formatDate, formatShare } from '../components/formats';
import { answeredShare, useTitles } from '../model';
import { ScorecardLine } from '../scorecard';
import { pavedRoadTranslationRef } from '../translation';
import section from '../components/Section.module.css';
import styles from './AssessmentHeader.module.css';
import { AssessmentStatusChips } from './AssessmentStatusChips';
import { useOutcomeText } from './useOutcomeText';

/** What is decided, by whom, how it stands and how sure it is. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  /** The advice looked at: the stored one, or what it would be. */
  advice: Advice;
  /** Leads to the field of a question; absent where nobody may answer it. */
  onAnswer?: (path: QuestionPath) => void;
  actions: ReactNode;
}) {
  const { assessment, advice, onAnswer, actions } = props;
  const outcomeText = useOutcomeText();
  const { decision } = assessment;
  return (
    <Card className={section.section}>
      <CardBody>
        <div className={styles.header}>
          <div className={styles.text}>
            <div className={styles.line}>
              <Text as="h2" variant="title-small" weight="bold">
                {outcomeText({ decision, advice })}
              </Text>
              <span role="status" className={styles.chips}>
                <AssessmentStatusChips assessment={assessment} />
              </span>
            </div>
            <Text as="p" color="secondary">
              <Provenance assessment={assessment} />
            </Text>
            <Text as="p" color="secondary">
              <Facts assessment={assessment} advice={advice} />
            </Text>
            <DecisionDetails assessment={assessment} />
            {announcementOf(advice).kind === 'none' && (
              <DecidingQuestions advice={advice} onAnswer={onAnswer} />
            )}
            <ScorecardLine />
          </div>
          <div className={styles.meter}>
            <ConfidenceMeter advice={advice} />
          </div>
          {actions}
        </div>
      </CardBody>
    </Card>
  );
}

function Facts(props: { assessment: Assessment; advice: Advice }) {
  const { reviewAt } = props.assessment;
  const { recommendation, platform, modelVersion } = props.advice;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return [
    reviewAt && t('header.review', { date: formatDate(reviewAt) }),
    t('header.stage', { stage: titles.stage(recommendation.stage) }),
    t('header.completeness', {
      share: formatShare(answeredShare(props.advice)),
    }),
    t('header.platform', { platform: titles.platform(platform) }),
    t('header.model', { version: modelVersion }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a person added to the recommendation. */
function DecisionDetails(props: { assessment: Assessment }) {
  const { decision, advice } = props.assessment;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (!decision) {
    return null;
  }
  const { acceptedTradeOffs = [], revisitTriggers = [] } = decision;
  const { pattern: recommended, runnerUp } = advice.recommendation;
  const { kind } = announcementOf(advice);
  const isOverride = decision.pattern !== recommended;
  return (
    <>
      {(kind === 'none' || isOverride) && (
        <Text as="p">
          {t(`header.decided.${kind}`, {
            recommended: titles.pattern(recommended),
            runnerUp: runnerUp ? titles.pattern(runnerUp) : '',
            rationale: decision.rationale ?? '',
          })}
        </Text>
      )}
      {acceptedTradeOffs.length > 0 && (
        <Text as="p">
          {t('header.tradeOffs', { tradeOffs: acceptedTradeOffs.join('; ') })}
        </Text>
      )}
      {revisitTriggers.length > 0 && (
        <Text as="p">
          {t('header.revisitTriggers', {
            revisitTriggers: revisitTriggers.join('; '),
          })}
        </Text>
      )}
    </>
  );
}

function Provenance(props: { assessment: Assessment }) {
  const { assessment } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const author = <EntityRefLink entityRef={assessment.author} />;
  if (assessment.status === 'draft') {
    return t('header.drafted', {
      author,
      date: formatDate(assessment.updatedAt),
    });
  }
  const submitter = <EntityRefLink entityRef={assessment.submitted.by} />;
  const submittedOn = formatDate(assessment.submitted.at);
  if (assessment.status === 'submitted') {
    return t('header.submitted', { author, submitter, date: submittedOn });
  }
  const { by, at, comment } = assessment.review;
  const reviewed = t(
    assessment.status === 'rejected' ? 'header.rejected' : 'header.approved',
    {
      author,
      reviewer: <EntityRefLink entityRef={by} />,
      date: formatDate(at),
    },
  );
  return (
    <>
      {reviewed}
      {comment && <span className={styles.comment}>{comment}</span>}
    </>
  );
}
