import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Button } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { formatDate } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { useArchitectureView } from '../useArchitectureView';
import { EntityAssessments } from '../useEntityAssessments';
import { useOutcomeText } from '../useOutcomeText';

/** Says that there is another assessment than the one shown, which one ought to know of. */
export function OtherAssessmentNotice(
  props: EntityAssessments & { shown: Assessment },
) {
  const { shown, assessments, counting } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const outcomeText = useOutcomeText();
  const [, show] = useArchitectureView();
  const newest = assessments[0];
  if (counting && shown.id !== counting.id) {
    return (
      <Alert
        role="note"
        icon
        status="info"
        title={t(
          counting.status === 'approved'
            ? 'notice.otherApproved'
            : 'notice.otherCounts',
          {
            pattern: outcomeText(counting),
            date: formatDate(counting.updatedAt),
          },
        )}
        customActions={
          <Button size="small" variant="secondary" onPress={() => show({})}>
            {t('notice.showCounting')}
          </Button>
        }
      />
    );
  }
  if (newest && shown.id !== newest.id && newest.status !== 'superseded') {
    return (
      <Alert
        role="note"
        icon
        status="info"
        title={t(`notice.newer.${newest.status}`, {
          author: <EntityRefLink entityRef={newest.author} />,
          pattern: outcomeText(newest),
          date: formatDate(newest.updatedAt),
        })}
        customActions={
          <Button
            size="small"
            variant="secondary"
            onPress={() => show({ assessment: newest.id })}
          >
            {t('notice.showNewer')}
          </Button>
        }
      />
    );
  }
  return null;
}
