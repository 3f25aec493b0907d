import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { patternTitle, platformTitle, stageTitle } from '../advisor';
import { formatDate, formatShare } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AssessmentHeader.module.css';
import { AssessmentStatusChips } from './AssessmentStatusChips';
import { patternOf } from './patternOf';

/** What is decided, by whom, and how it stands. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  actions: ReactNode;
}) {
  const { assessment, actions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { advice, decision } = assessment;
  const { recommendation } = advice;
  const pattern = patternOf(assessment);
  const tradeOffs = decision?.acceptedTradeOffs ?? [];
  const revisitTriggers = decision?.revisitTriggers ?? [];
  const isOverride = pattern !== recommendation.pattern;
  return (
    <Card>
      <CardBody>
        <Flex className={styles.header} justify="between" gap="4">
          <Flex direction="column" gap="2" className={styles.text}>
            <Flex align="center" gap="2" className={styles.line}>
              <Text as="h2" variant="title-small" weight="bold">
                {patternTitle(pattern)}
              </Text>
              <span role="status" className={styles.chips}>
                <AssessmentStatusChips assessment={assessment} />
              </span>
            </Flex>
            <Text as="p" color="secondary">
              <Provenance assessment={assessment} />
            </Text>
            <Text as="p" color="secondary">
              {[
                t('header.stage', {
                  stage: stageTitle(recommendation.stage),
                }),
                t('header.completeness', {
                  share: formatShare(advice.completeness),
                }),
                t('header.platform', {
                  platform: platformTitle(advice.platform),
                }),
                t('header.model', { version: advice.modelVersion }),
              ].join(' · ')}
            </Text>
            {isOverride && (
              <Text as="p">
                {t('header.override', {
                  recommended: patternTitle(recommendation.pattern),
                  rationale: decision?.rationale ?? '',
                })}
              </Text>
            )}
            {tradeOffs.length > 0 && (
              <Text as="p">
                {t('header.tradeOffs', { tradeOffs: tradeOffs.join('; ') })}
              </Text>
            )}
            {revisitTriggers.length > 0 && (
              <Text as="p">
                {t('header.revisitTriggers', {
                  revisitTriggers: revisitTriggers.join('; '),
                })}
              </Text>
            )}
          </Flex>
          {actions}
        </Flex>
      </CardBody>
    </Card>
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
