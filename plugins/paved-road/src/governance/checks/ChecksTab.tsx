import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { noLevel } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { useFocusOnChange } from '../../assessment/form/useFocusOnChange';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { fetchSummary } from '../fetchSummary';
import { useFleetData } from '../useFleetData';
import { CheckList } from './CheckList';
import { CheckView } from './CheckView';
import { fleetChecks, FleetChecks, tracksOf } from './fleetChecks';
import styles from './ChecksTab.module.css';
import { useChecksQuery } from './useChecksQuery';

/** How the fleet does on each check, and where one of them is opened, which services fail it. */
export function ChecksTab() {
  const checks = useFleetChecks();
  return (
    <AsyncView state={checks}>{fleet => <Checks fleet={fleet} />}</AsyncView>
  );
}

function Checks(props: { fleet: FleetChecks }) {
  const { fleet } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { query } = useChecksQuery();
  // What was pressed is gone with the list or the check that it was part of.
  const view = useFocusOnChange<HTMLDivElement>(query.check ?? '');
  if (fleet.checks.length === 0) {
    return <Text as="p">{t('checks.none')}</Text>;
  }
  return (
    <div ref={view} tabIndex={-1} className={styles.view}>
      {query.check === undefined ? (
        <CheckList fleet={fleet} />
      ) : (
        <CheckView id={query.check} fleet={fleet} />
      )}
    </div>
  );
}

function useFleetChecks() {
  const api = useApi(pavedRoadApiRef);
  return useFleetData(async (): Promise<FleetChecks> => {
    const [byCheck, byLevel, rules] = await Promise.all([
      fetchSummary(api, 'check'),
      fetchSummary(api, 'level'),
      api.getRules(),
    ]);
    return {
      checks: fleetChecks(byCheck, rules),
      isCut: byCheck.nextCursor !== undefined,
      tracks: tracksOf(rules),
      levels: byLevel.groups
        .filter(({ key }) => key !== noLevel)
        .map(({ key, title }) => ({ id: key, title })),
    };
  }, [api]);
}
