import { Flex } from '@backstage/ui';
import { AsyncView } from '../../components/AsyncView';
import { EmptyFleet } from '../EmptyFleet';
import { useFleetSummary } from '../useFleetSummary';
import { FailingChecks } from './FailingChecks';
import { LevelDistribution } from './LevelDistribution';
import styles from './OverviewTab.module.css';
import { PatternMix } from './PatternMix';
import { SummaryTiles } from './SummaryTiles';

/** How the fleet does, and where to look next. */
export function OverviewTab() {
  const byLevel = useFleetSummary('level');
  return (
    <AsyncView state={byLevel}>
      {summary =>
        summary.totals.entities === 0 ? (
          <EmptyFleet />
        ) : (
          <Flex direction="column" gap="4">
            <SummaryTiles byLevel={summary} />
            <LevelDistribution byLevel={summary} />
            <div className={styles.sections}>
              <PatternMix byLevel={summary} />
              <FailingChecks />
            </div>
          </Flex>
        )
      }
    </AsyncView>
  );
}
