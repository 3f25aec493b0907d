import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  Scorecard,
  ScorecardTransition,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { formatDate } from '../../components/formats';
import { LoadMore } from '../../components/LoadMore';
import { usePages } from '../../components/usePages';
import { pavedRoadTranslationRef } from '../../translation';
import { ChangeEntry } from './ChangeEntry';
import styles from './ChangeList.module.css';
import { groupTransitions } from './groupTransitions';

const PAGE_SIZE = 20;

/** The changes of a scorecard, newest first, day by day. */
export function ChangeList(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { entityRef, evaluatedAt } = scorecard;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const pages = usePages<ScorecardTransition>(
    cursor => api.getTransitions(entityRef, { limit: PAGE_SIZE, cursor }),
    // Another evaluation can have changed something.
    [api, entityRef, evaluatedAt],
  );
  return (
    <AsyncView state={pages}>
      {({ items, nextCursor }) => (
        <Flex direction="column" gap="3">
          {items.length === 0 && (
            <Text as="p">{t('scorecard.changes.none')}</Text>
          )}
          <ol className={styles.days} aria-label={t('scorecard.changes.title')}>
            {groupTransitions(items).map(({ day, changes }) => (
              <li key={day}>
                <Text as="p" weight="bold">
                  {formatDate(day)}
                </Text>
                <ul className={styles.changes}>
                  {changes.map(change => (
                    <ChangeEntry
                      key={change.at}
                      change={change}
                      scorecard={scorecard}
                    />
                  ))}
                </ul>
              </li>
            ))}
          </ol>
          {nextCursor && (
            <LoadMore isPending={pages.loading} onPress={pages.loadMore} />
          )}
        </Flex>
      )}
    </AsyncView>
  );
}
