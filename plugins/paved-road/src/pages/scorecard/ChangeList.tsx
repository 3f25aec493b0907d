import { useApi } from '@backstage/core-plugin-api';
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
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { formatDate, formatTime } from '../../ui/formats';
import { LoadMore } from '../../ui/components/LoadMore';
import { StatusChip } from '../../ui/components/StatusChip';
import { usePages } from '../../data/queries/usePages';
import { scorecardTexts } from './texts';
import { checkResultTexts } from '../../features/checks/texts';
import { levelsTexts } from '../../ui/levels/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './scorecard.module.css';

const causeFormat = new Intl.ListFormat(undefined, { type: 'conjunction' });

const PAGE_SIZE = 20;

/** The changes of a scorecard, newest first, day by day. */
export function ChangeList(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { entityRef, evaluatedAt } = scorecard;
  const t = useTexts(scorecardTexts);
  const api = useApi(pavedRoadApiRef);
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

/** Changes of one evaluation: the level, then the checks, with causes. */
function ChangeEntry(props: { change: Change; scorecard: Scorecard }) {
  const { change, scorecard } = props;
  const { at, level, checks, causes } = change;
  const t = useTexts(scorecardTexts);
  const describe = useCheckTransition(scorecard);
  return (
    <li className={styles.change}>
      <Text as="p" color="secondary" variant="body-small">
        <time dateTime={at}>{formatTime(at)}</time>
        {causes.length > 0 && ' · '}
        {causes.length > 0 &&
          t('scorecard.changes.because', {
            causes: causeFormat.format(
              causes.map(cause => t(`scorecard.changes.cause.${cause}`)),
            ),
          })}
      </Text>
      {level && <LevelChange transition={level} scorecard={scorecard} />}
      {checks.length > 0 && (
        <ul className={styles.checks}>
          {checks.map(transition => (
            <li key={transition.id}>{describe(transition)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function LevelChange(props: {
  transition: ScorecardTransition;
  scorecard: Scorecard;
}) {
  const { from, to } = props.transition;
  const { levels } = props.scorecard;
  const t = useTexts(scorecardTexts, levelsTexts);
  const levelTitle = (id: string | undefined) =>
    levels.find(level => level.id === id)?.title ??
    (id === undefined || id === noLevel ? t('scorecard.noLevel') : id);
  const levelRank = (id: string | undefined) =>
    levels.findIndex(level => level.id === id);
  if (from === undefined) {
    return (
      <div>
        <StatusChip tone="info" icon={RiFlagLine}>
          {t('scorecard.changes.first', { level: levelTitle(to) })}
        </StatusChip>
      </div>
    );
  }
  const rose = levelRank(to) > levelRank(from);
  return (
    <div>
      <StatusChip
        tone={rose ? 'success' : 'danger'}
        icon={rose ? RiArrowUpLine : RiArrowDownLine}
      >
        {t(rose ? 'scorecard.changes.rose' : 'scorecard.changes.fell', {
          from: levelTitle(from),
          to: levelTitle(to),
        })}
      </StatusChip>
    </div>
  );
}

/** Describes the change of a check state. */
function useCheckTransition(scorecard: Scorecard) {
  const t = useTexts(scorecardTexts, checkResultTexts);
  const state = (id: string) =>
    isCheckState(id) ? t(`scorecard.state.${id}`) : id;
  return ({ checkId, from, to }: ScorecardTransition): string => {
    const check =
      scorecard.results.find(result => result.checkId === checkId)?.title ??
      checkId ??
      '';
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
  };
}

function isCheckState(id: string): id is CheckState {
  return checkStates.some(state => state === id);
}

/** Changes of one evaluation. */
interface Change {
  /** ISO 8601 */
  at: string;
  /** Change of the level, if any. */
  level?: ScorecardTransition;
  checks: ScorecardTransition[];
  causes: ScorecardTransition['causes'];
}

/** Changes on one day in local time. */
interface DayOfChanges {
  /** ISO 8601 */
  day: string;
  changes: Change[];
}

/** @param transitions - newest first */
function groupTransitions(transitions: ScorecardTransition[]): DayOfChanges[] {
  const days: DayOfChanges[] = [];
  for (const transition of transitions) {
    const day = DateTime.fromISO(transition.at).toISODate()!;
    if (days.at(-1)?.day !== day) {
      days.push({ day, changes: [] });
    }
    const { changes } = days.at(-1)!;
    if (changes.at(-1)?.at !== transition.at) {
      changes.push({ at: transition.at, checks: [], causes: [] });
    }
    const change = changes.at(-1)!;
    if (transition.checkId === undefined) {
      change.level = transition;
    } else {
      change.checks.push(transition);
    }
    change.causes = [...new Set([...change.causes, ...transition.causes])];
  }
  return days;
}
