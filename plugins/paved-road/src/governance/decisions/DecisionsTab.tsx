import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { scorecardQuerySchema } from '@paved-road/plugin-paved-road-common';
import { useSearchParams } from 'react-router-dom';
import { pavedRoadTranslationRef } from '../../translation';
import { OwnerSelect } from '../OwnerSelect';
import { AssessmentList } from './AssessmentList';
import styles from './DecisionsTab.module.css';

const OWNER = 'owner';

/** The decisions that want somebody's attention; the owner that they are of lives in the address. */
export function DecisionsTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [search, setSearch] = useSearchParams();
  // What is no reference is left out, so that old links work.
  const owner = scorecardQuerySchema.shape.owner.safeParse(
    search.get(OWNER) || undefined,
  ).data;
  return (
    <Flex direction="column" gap="4">
      <div
        role="search"
        aria-label={t('decisions.filters')}
        className={styles.filters}
      >
        <OwnerSelect
          value={owner}
          onChange={chosen => setSearch(chosen ? { [OWNER]: chosen } : {})}
        />
      </div>
      <AssessmentList
        id="submitted"
        status="submitted"
        owner={owner}
        title={t('decisions.submitted')}
        explanation={t('decisions.submittedHelp')}
        emptyText={t('decisions.noneSubmitted')}
      />
      <AssessmentList
        id="stale"
        status="approved"
        stale
        owner={owner}
        title={t('decisions.stale')}
        explanation={t('decisions.staleHelp')}
        emptyText={t('decisions.noneStale')}
      />
      <AssessmentList
        id="overridden"
        status="approved"
        overridden
        owner={owner}
        title={t('decisions.overridden')}
        explanation={t('decisions.overriddenHelp')}
        emptyText={t('decisions.noneOverridden')}
      />
    </Flex>
  );
}
