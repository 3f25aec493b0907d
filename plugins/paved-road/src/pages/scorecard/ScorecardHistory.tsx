import { Flex, Text } from '@backstage/ui';
import { Scorecard, Trend } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { useData } from '../../data/queries/useData';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Folded } from '../../ui/components/Folded';
import { formatDate } from '../../ui/formats';
import { rankedLevel, useLevelColors } from '../../ui/levels';
import { scorecardTexts } from './texts';
import { levelsTexts } from '../../ui/levels/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ChangeList } from './ChangeList';
import styles from './scorecard.module.css';

const DAYS = 90;

/** Consecutive days at the same level. */
export interface LevelRun {
  level: string;
  /** Date, ISO 8601. */
  from: string;
  days: number;
}

/** Levels of an entity over time. */
export type LevelRuns = ReturnType<typeof useLevelRuns>;

/** Loads the levels of an entity, oldest first, without days before the first evaluation. */
export function useLevelRuns({
  entityRef,
  evaluatedAt,
}: Pick<Scorecard, 'entityRef' | 'evaluatedAt'>) {
  return useData(
    // Each evaluation can change today's level.
    ['levelRuns', entityRef, evaluatedAt],
    async api =>
      levelRuns(await api.getTrend({ entity: entityRef, days: DAYS })),
  );
}

function levelRuns({ points }: Pick<Trend, 'points'>): LevelRun[] {
  const runs: LevelRun[] = [];
  for (const { date, levels } of points) {
    const level = Object.keys(levels).find(id => levels[id] > 0);
    const last = runs.at(-1);
    if (level !== undefined && last?.level === level) {
      last.days += 1;
    } else if (level !== undefined) {
      runs.push({ level, from: date, days: 1 });
    }
  }
  return runs;
}

/** History of the level with causes, collapsed. */
export function ScorecardHistory(props: {
  scorecard: Scorecard;
  runs: LevelRuns;
}) {
  const t = useTexts(scorecardTexts);
  return (
    <Folded
      title={t('scorecard.history.title')}
      subtitle={t('scorecard.history.subtitle')}
    >
      <Flex direction="column" gap="4">
        <LevelTrend {...props} />
        <ChangeList scorecard={props.scorecard} />
      </Flex>
    </Folded>
  );
}

/** Levels of an entity over time, as a picture and in words. */
function LevelTrend(props: { scorecard: Scorecard; runs: LevelRuns }) {
  const { error, loading, retry, value: runs = [] } = props.runs;
  const t = useTexts(scorecardTexts, levelsTexts);
  if (error && !loading) {
    return (
      <ErrorAlert
        error={error}
        title={t('scorecard.trend.failed')}
        onRetry={retry}
      />
    );
  }
  if (runs.length === 0) {
    return null;
  }
  const rows = [
    { id: noLevel, title: t('scorecard.noLevel') },
    ...props.scorecard.levels,
  ];
  const levelTitle = (level: string) =>
    rows.find(({ id }) => id === level)?.title ?? level;
  const describe = ({ level, from }: LevelRun, index: number) => {
    const date = formatDate(from);
    if (index > 0 && level === noLevel) {
      return t('scorecard.noLevelSince', { date });
    }
    // The first level may have begun before the displayed days.
    return t(`scorecard.trend.${index === 0 ? 'sinceAtLeast' : 'since'}`, {
      level: levelTitle(level),
      date,
    });
  };
  const [first] = runs;
  if (runs.length === 1) {
    return (
      <Text as="p" color="secondary">
        {first.days === 1
          ? t('scorecard.trend.young', {
              level: levelTitle(first.level),
              date: formatDate(first.from),
            })
          : describe(first, 0)}
      </Text>
    );
  }
  return (
    <figure style={{ margin: 0 }}>
      <LevelSteps runs={runs} levels={rows} />
      <figcaption>
        <Text as="p" color="secondary">
          {t('scorecard.trend.caption', {
            levels: runs.map(describe).join(', '),
          })}
        </Text>
      </figcaption>
    </figure>
  );
}

/** Drawing units between two levels; the drawing scales to its container. */
const STEP = 10;

/** Levels by day as colored steps; the text below is the alternative. */
function LevelSteps(props: {
  /** Oldest first. */
  runs: LevelRun[];
  /** Lowest first. */
  levels: { id: string; title: string }[];
}) {
  const { runs, levels } = props;
  const getColors = useLevelColors();
  const days = runs.reduce((sum, run) => sum + run.days, 0);
  let day = 0;
  return (
    <div className={styles.drawing} aria-hidden>
      <div className={styles.levels}>
        {levels.toReversed().map(({ id, title }) => (
          <span key={id}>{title}</span>
        ))}
      </div>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${days} ${levels.length * STEP}`}
        preserveAspectRatio="none"
      >
        {runs.map(({ level, from, days: length }) => {
          const rank = levels.findIndex(({ id }) => id === level);
          const start = day;
          day += length;
          return (
            <rect
              key={from}
              x={start}
              width={length}
              y={(levels.length - rank - 1) * STEP}
              height={(rank + 1) * STEP}
              fill={getColors(rankedLevel(levels, level)).fill}
              className={styles.run}
            />
          );
        })}
      </svg>
    </div>
  );
}
