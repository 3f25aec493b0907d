import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { AsyncView } from '../../ui/components/AsyncView';
import { formatNumber } from '../../ui/formats';
import {
  fetchSummary,
  useFleetData,
  useFleetSummary,
} from '../../data/fleet/fleetData';
import { useOverviewLink, useServicesLink } from '../../data/links/urlQueries';
import { useLevelTitles } from '../../ui/levels';
import styles from './home.module.css';
import { homeTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { NeedsYou } from '../../features/inbox/NeedsYou';

type Group = ScorecardsSummary['groups'][number];

/** Number of rows that leave room for the teams in the card. */
const SHOWN_TASKS = 4;

/** Pending work of a person, and the state of their teams' services. */
export function HomeContent() {
  return (
    <Flex direction="column" gap="4" className={styles.content}>
      <NeedsYou limit={SHOWN_TASKS} />
      <YourTeams />
    </Flex>
  );
}

/** Number of services of the person's teams below the target. */
function YourTeams() {
  const t = useTexts(homeTexts);
  const headingId = useId();
  const levelTitle = useLevelTitles(useFleetSummary('level').value);
  const servicesLink = useServicesLink();
  const overviewLink = useOverviewLink();
  return (
    <section aria-labelledby={headingId}>
      <Flex direction="column" gap="1">
        <Text as="h3" id={headingId} variant="title-x-small" weight="bold">
          {t('home.teams')}
        </Text>
        <AsyncView
          state={useOwnTeams()}
          skeleton={<Skeleton width="60%" height={20} />}
        >
          {({ owners, targetLevel }) =>
            owners.length === 0 ? (
              <Text as="p" color="secondary">
                {t('home.noTeams')}
              </Text>
            ) : (
              <Flex direction="column" gap="2">
                {owners.map(({ key, title, entities, onTheRoad }) => (
                  <Text as="p" key={key}>
                    {title}{' '}
                    {entities > onTheRoad ? (
                      <Link
                        href={servicesLink({ owner: key, below: targetLevel })}
                      >
                        {t('home.below', {
                          below: formatNumber(entities - onTheRoad),
                          count: entities,
                          level: levelTitle(targetLevel),
                        })}
                      </Link>
                    ) : (
                      t('home.allThere', { level: levelTitle(targetLevel) })
                    )}
                  </Text>
                ))}
                {owners.some(({ states }) => states.fail > 0) && (
                  <div>
                    <Link
                      href={overviewLink({
                        list: 'failing-checks',
                        mine: true,
                      })}
                    >
                      {t('home.failing')}
                    </Link>
                  </div>
                )}
              </Flex>
            )
          }
        </AsyncView>
      </Flex>
    </section>
  );
}

/** The person and their groups that own services, sorted by number of services below the target. */
function useOwnTeams() {
  const identityApi = useApi(identityApiRef);
  return useFleetData(['ownGroups'], async api => {
    const [{ ownershipEntityRefs }, { groups, totals }] = await Promise.all([
      identityApi.getBackstageIdentity(),
      fetchSummary(api, 'owner'),
    ]);
    const below = ({ entities, onTheRoad }: Group) => entities - onTheRoad;
    return {
      owners: groups
        .filter(({ key }) => ownershipEntityRefs.includes(key))
        .sort((a, b) => below(b) - below(a)),
      targetLevel: totals.targetLevel,
    };
  });
}
