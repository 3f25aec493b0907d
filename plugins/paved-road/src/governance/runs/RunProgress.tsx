import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import { EvaluationRun } from '@paved-road/plugin-paved-road-common';
import { ReactNode, RefObject } from 'react';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './RunProgress.module.css';

/**
 * How far a run is. Assistive technology is told when it starts and ends, not each step; the progress bar
 * has these for whoever asks.
 */
export function RunProgress(props: {
  /** Takes the focus when what had it is gone. */
  focusRef: RefObject<HTMLDivElement>;
  run?: EvaluationRun;
  actions?: ReactNode;
}) {
  const { focusRef, run, actions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const isRunning = run?.state === 'running';
  return (
    <div ref={focusRef} tabIndex={-1} className={styles.progress}>
      <Flex align="center" justify="between" gap="3" className={styles.line}>
        <Text as="p" role="status" weight="bold">
          {run && t(`runs.headline.${run.state}`)}
        </Text>
        {actions}
      </Flex>
      {run && isRunning && <Bar run={run} />}
      {run && (
        <Text as="p" color="secondary">
          {t('runs.looked', {
            done: formatNumber(run.done),
            total: formatNumber(run.total),
            changed: formatNumber(run.changed),
          })}
        </Text>
      )}
      {run?.problem && <Text as="p">{run.problem}</Text>}
    </div>
  );
}

function Bar(props: { run: EvaluationRun }) {
  const { done, total } = props.run;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  // How many there are is not known before the first run has ended, and can change since the last one.
  return total === 0 ? (
    <LinearProgress aria-label={t('runs.progress')} />
  ) : (
    <LinearProgress
      variant="determinate"
      value={Math.min(100, (100 * done) / total)}
      aria-label={t('runs.progress')}
    />
  );
}
