import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Text } from '@backstage/ui';
import { Advice, Assessment } from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { ConfidenceMeter } from '../advisor';
import { formatDate, formatShare } from '../components/formats';
import { useTitles } from '../model';
import { ScorecardLine } from '../scorecard';
import { pavedRoadTranslationRef } from '../translation';
import section from '../components/Section.module.css';
import styles from './AssessmentHeader.module.css';
import { AssessmentStatusChips } from './AssessmentStatusChips';

/** What is decided, by whom, how it stands and how sure it is. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  /** The advice looked at: the stored one, or what it would be. */
  advice: Advice;
  actions: ReactNode;
}) {
  const { assessment, advice, actions } = props;
  const { recommendation } = advice;
  const titles = useTitles();
  const pattern = assessment.decision?.pattern ?? recommendation.pattern;
  return (
    <Card className={section.section}>
      <CardBody>
        <div className={styles.header}>
          <div className={styles.text}>
            <div className={styles.line}>
              <Text as="h2" variant="title-small" weight="bold">
                {titles.pattern(pattern)}
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
            <ScorecardLine />
          </div>
          <ConfidenceMeter advice={advice} />
          {actions}
        </div>
      </CardBody>
    </Card>
  );
}

function Facts(props: { assessment: Assessment; advice: Advice }) {
  const { reviewAt } = props.assessment;
  const { recommendation, completeness, platform, modelVersion } = props.advice;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return [
    reviewAt && t('header.review', { date: formatDate(reviewAt) }),
    t('header.stage', { stage: titles.stage(recommendation.stage) }),
    t('header.completeness', { share: formatShare(completeness) }),
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
  const recommended = advice.recommendation.pattern;
  return (
    <>
      {decision.pattern !== recommended && (
        <Text as="p">
          {t('header.override', {
            recommended: titles.pattern(recommended),
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
