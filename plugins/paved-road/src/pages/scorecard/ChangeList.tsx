import { Flex, Text } from '@backstage/ui';
import {
  CheckState,
  Scorecard,
  ScorecardTransition,
} from '@paved-road/plugin-paved-road-common';
import {
  checkStates,
  noLevel,
} from '@paved-road/plugin-paved-road-common/rules';
import { RiArrowDownLine, RiArrowUpLine, RiFlagLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { usePavedRoadApi } from '../../data/api';
import { usePages } from '../../data/queries/usePages';
import { checkResultTexts } from '../../features/checks/texts';
import { AsyncView } from '../../ui/components/AsyncView';
import { LoadMore } from '../../ui/components/LoadMore';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatDate, formatList, formatTime } from '../../ui/formats';
import { levelsTexts } from '../../ui/levels/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './scorecard.module.css';
import { BulletList } from '../../ui/components/Layout';
import { scorecardTexts } from './texts';

const PAGE_SIZE = 20;

/** The day in local time. */
const getDay = ({ at }: ScorecardTransition) =>
  DateTime.fromISO(at).toISODate()!;

/** The changes of a scorecard, newest first, day by day. */
export function ChangeList(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { entityRef, evaluatedAt } = scorecard;
  const t = useTexts(scorecardTexts);
  const api = usePavedRoadApi();
  const pages = usePages<ScorecardTransition>(
    // Reload after each evaluation.
    ['transitions', entityRef, evaluatedAt],
    cursor => api.getTransitions(entityRef, { limit: PAGE_SIZE, cursor }),
  );
  return (
    <AsyncView state={pages}>
      {({ items, nextCursor }) => (
        <Flex direction="column" gap="3">
          {items.length === 0 && (
            <Text as="p">{t('scorecard.changes.none')}</Text>
          )}
          <ol className={styles.days} aria-label={t('scorecard.changes.title')}>
            {[...Map.groupBy(items, getDay)].map(([day, ofDay]) => (
              <li key={day}>
                <Text as="p" weight="bold">
                  {formatDate(day)}
                </Text>
                <ul className={styles.changes}>
                  {[...Map.groupBy(ofDay, ({ at }) => at)].map(
                    ([at, transitions]) => (
                      <Evaluation
                        key={at}
                        at={at}
                        transitions={transitions}
                        scorecard={scorecard}
                      />
                    ),
                  )}
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

/** Changes of one evaluation: the causes, the level, then the checks. */
function Evaluation(props: {
  at: string;
  transitions: ScorecardTransition[];
  scorecard: Scorecard;
}) {
  const { at, transitions, scorecard } = props;
  const t = useTexts(scorecardTexts, checkResultTexts);
  const level = transitions.find(({ checkId }) => checkId === undefined);
  const checks = transitions.filter(change => change !== level);
  const causes = [...new Set(transitions.flatMap(change => change.causes))];
  const because = t('scorecard.changes.because', {
    causes: formatList(
      causes.map(cause => t(`scorecard.changes.cause.${cause}`)),
    ),
  });
  return (
    <li className={styles.change}>
      <Text as="p" color="secondary" variant="body-small">
        <time dateTime={at}>{formatTime(at)}</time>
        {causes.length > 0 && ` · ${because}`}
      </Text>
      {level && <LevelChange transition={level} scorecard={scorecard} />}
      {checks.length > 0 && (
        <BulletList>
          {checks.map(transition => (
            <li key={transition.id}>{describe(transition)}</li>
          ))}
        </BulletList>
      )}
    </li>
  );

  function describe({ checkId = '', from, to }: ScorecardTransition): string {
    const state = (id: string) =>
      isCheckState(id) ? t(`scorecard.state.${id}`) : id;
    const check =
      scorecard.results.find(result => result.checkId === checkId)?.title ??
      checkId;
    if (to === undefined) {
      return t('scorecard.changes.removed', { check });
    }
    return from === undefined
      ? t('scorecard.changes.added', { check, to: state(to) })
      : t('scorecard.changes.check', {
          check,
          from: state(from),
          to: state(to),
        });
  }
}

function LevelChange(props: {
  transition: ScorecardTransition;
  scorecard: Scorecard;
}) {
  const { from, to } = props.transition;
  const { levels } = props.scorecard;
  const t = useTexts(scorecardTexts, levelsTexts);
  const findRank = (id: string | undefined) =>
    levels.findIndex(level => level.id === id);
  const getTitle = (id = noLevel) =>
    levels[findRank(id)]?.title ??
    (id === noLevel ? t('scorecard.noLevel') : id);
  if (from === undefined) {
    return (
      <div>
        <StatusChip tone="info" icon={RiFlagLine}>
          {t('scorecard.changes.first', { level: getTitle(to) })}
        </StatusChip>
      </div>
    );
  }
  const rose = findRank(to) > findRank(from);
  return (
    <div>
      <StatusChip
        tone={rose ? 'success' : 'danger'}
        icon={rose ? RiArrowUpLine : RiArrowDownLine}
      >
        {t(`scorecard.changes.${rose ? 'rose' : 'fell'}`, {
          from: getTitle(from),
          to: getTitle(to),
        })}
      </StatusChip>
    </div>
  );
}

function isCheckState(id: string): id is CheckState {
  return checkStates.some(state => state === id);
}
