import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Text } from '@backstage/ui';
import {
  Assessment,
  requestedChangesOf,
} from '@paved-road/plugin-paved-road-common';
import { TimeAgo } from '../../components/TimeAgo';
import { pavedRoadTranslationRef } from '../../translation';
import { EntityAssessments } from '../useEntityAssessments';
import { OtherAssessmentNotice } from './OtherAssessmentNotice';
import { StaleNotice } from './StaleNotice';

/** What one ought to know before one relies on the assessment shown. */
export function AssessmentNotices(
  props: EntityAssessments & { shown: Assessment; mayReassess: boolean },
) {
  const { shown, mayReassess, assessments, counting } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const changes = requestedChangesOf(shown);
  return (
    <>
      {changes && (
        <Alert
          icon
          status="warning"
          title={
            <Text as="span">
              {t('notice.changesRequested', {
                person: <EntityRefLink entityRef={changes.by} />,
                age: <TimeAgo at={changes.at} />,
                comment: changes.comment,
              })}
            </Text>
          }
        />
      )}
      <StaleNotice assessment={shown} mayReassess={mayReassess} />
      <OtherAssessmentNotice
        shown={shown}
        assessments={assessments}
        counting={counting}
      />
    </>
  );
}
