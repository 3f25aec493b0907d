import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import { AssessmentList } from './AssessmentList';

/** The decisions that want somebody's attention. */
export function DecisionsTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <AssessmentList
        id="submitted"
        status="submitted"
        title={t('decisions.submitted')}
        emptyText={t('decisions.noneSubmitted')}
      />
      <AssessmentList
        id="stale"
        status="approved"
        stale
        title={t('decisions.stale')}
        emptyText={t('decisions.noneStale')}
      />
    </Flex>
  );
}
