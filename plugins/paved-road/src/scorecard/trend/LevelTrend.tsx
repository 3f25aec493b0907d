import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { noLevel, Scorecard } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { ErrorAlert } from '../../components/ErrorAlert';
import { formatDate } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { levelRuns } from './levelRuns';
import { LevelSteps } from './LevelSteps';
import styles from './LevelTrend.module.css';

const DAYS = 90;

/** How the level of an entity developed: as a line, and in words. */
export function LevelTrend(props: { scorecard: Scorecard }) {
  const { entityRef, evaluatedAt, levels } = props.scorecard;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const trend = useAsyncRetry(
    () => api.getTrend({ entity: entityRef, days: DAYS }),
    // Another evaluation can have changed the level of today.
    [api, entityRef, evaluatedAt],
  );
  if (trend.error && !trend.loading) {
    return (
      <ErrorAlert
        error={trend.error}
        title={t('scorecard.trend.failed')}
        onRetry={trend.retry}
      />
    );
  }
  const runs = trend.value ? levelRuns(trend.value) : [];
  if (runs.length === 0) {
    return null;
  }
  const rows = [{ id: noLevel, title: t('scorecard.noLevel') }, ...levels];
  const titleOf = (level: string) =>
    rows.find(({ id }) => id === level)?.title ?? level;
  const [first] = runs;
  if (runs.length === 1) {
    return (
      <p className={styles.caption}>
        {t(
          first.days === 1 ? 'scorecard.trend.young' : 'scorecard.trend.always',
          { level: titleOf(first.level), date: formatDate(first.from) },
        )}
      </p>
    );
  }
  return (
    <figure className={styles.figure}>
      <LevelSteps runs={runs} levels={rows} />
      <figcaption className={styles.caption}>
        {t('scorecard.trend.caption', {
          levels: runs
            .map(({ level, from }, index) =>
              t(
                // The first can have begun before the days that are shown.
                index === 0
                  ? 'scorecard.trend.sinceAtLeast'
                  : 'scorecard.trend.since',
                { level: titleOf(level), date: formatDate(from) },
              ),
            )
            .join(', '),
        })}
      </figcaption>
    </figure>
  );
}
