import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  CheckState,
  checkStates,
  noLevel,
  Scorecard,
  ScorecardTransition,
} from '@paved-road/plugin-paved-road-common';
import { RiArrowDownLine, RiArrowUpLine, RiFlagLine } from '@remixicon/react';
import { formatTime } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ChangeList.module.css';
import { Change } from './groupTransitions';

const causeFormat = new Intl.ListFormat(undefined, { type: 'conjunction' });

/** What one evaluation changed: the level first, then the checks, and why. */
export function ChangeEntry(props: { change: Change; scorecard: Scorecard }) {
  const { change, scorecard } = props;
  const { at, level, checks, causes } = change;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titleOf = (id: string | undefined) =>
    levels.find(level => level.id === id)?.title ??
    (id === undefined || id === noLevel ? t('scorecard.noLevel') : id);
  const rankOf = (id: string | undefined) =>
    levels.findIndex(level => level.id === id);
  if (from === undefined) {
    return (
      <div>
        <StatusChip tone="info" icon={RiFlagLine}>
          {t('scorecard.changes.first', { level: titleOf(to) })}
        </StatusChip>
      </div>
    );
  }
  const rose = rankOf(to) > rankOf(from);
  return (
    <div>
      <StatusChip
        tone={rose ? 'success' : 'danger'}
        icon={rose ? RiArrowUpLine : RiArrowDownLine}
      >
        {t(rose ? 'scorecard.changes.rose' : 'scorecard.changes.fell', {
          from: titleOf(from),
          to: titleOf(to),
        })}
      </StatusChip>
    </div>
  );
}

/** Says how the state of a check changed. */
function useCheckTransition(scorecard: Scorecard) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
