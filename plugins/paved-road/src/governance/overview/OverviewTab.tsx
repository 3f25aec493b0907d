import { Flex } from '@backstage/ui';
import { AsyncView } from '../../components/AsyncView';
import { EmptyFleet } from '../EmptyFleet';
import { useFleetSummary } from '../useFleetSummary';
import { LevelTrend } from './LevelTrend';
import styles from './OverviewTab.module.css';
import { PatternStages } from './PatternStages';
import { SummaryTiles } from './SummaryTiles';
import { WhereHelpPays } from './WhereHelpPays';

/** How the fleet does, how it came about, and where to look next. */
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
            <LevelTrend byLevel={summary} />
            <div className={styles.sections}>
              <PatternStages />
              <WhereHelpPays byLevel={summary} />
            </div>
          </Flex>
        )
      }
    </AsyncView>
  );
}
