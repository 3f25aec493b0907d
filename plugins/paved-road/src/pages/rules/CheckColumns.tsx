import { Flex, Link, Text } from '@backstage/ui';
import { CheckState, StateCounts } from '@paved-road/plugin-paved-road-common';
import {
  column,
  DataColumn,
  sortableColumn,
} from '../../ui/components/DataTable';
import { formatNumber, formatShare } from '../../ui/formats';
import { listLevelGains } from '../../data/fleet/fleetData';
import { useRulesLink, useServicesLink } from '../../data/links/urlQueries';
import { LevelBadge, rankedLevel } from '../../ui/levels';
import { checksTexts } from './checksTexts';
import { checkResultTexts } from '../../features/checks/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { passRate } from '../../features/checks/TrackCell';
import { FleetCheck, FleetChecks, titleOrId } from './fleetChecks';
import { SmallButton } from '../../ui/components/SmallButton';
import styles from './rules.module.css';

/**
 * Columns of the checks; every number links to the services.
 *
 * @param onEdit - previews a change of a check; absent without permission
 */
export function useCheckColumns(
  { tracks, levels }: FleetChecks,
  onEdit?: (check: FleetCheck) => void,
): DataColumn<FleetCheck>[] {
  const t = useTexts(checksTexts);
  const rulesLink = useRulesLink();
  const servicesLink = useServicesLink();
  const levelIds = levels.map(({ id }) => id);
  return [
    sortableColumn(
      'title',
      t('checks.column.check'),
      ({ id, title, twinOf }) => (
        <Flex direction="column" gap="0.5" style={{ minWidth: '9.5rem' }}>
          <Link href={rulesLink({ check: id })} weight="bold">
            {title}
          </Link>
          {twinOf && (
            <Text color="secondary" variant="body-small">
              {twinOf}
            </Text>
          )}
        </Flex>
      ),
    ),
    sortableColumn(
      'level',
      t('checks.column.level'),
      ({ rule }) =>
        rule && (
          <LevelBadge level={rankedLevel(levels, rule.definition.level)} />
        ),
    ),
    sortableColumn(
      'track',
      t('checks.column.track'),
      ({ rule }) => rule && titleOrId(tracks, rule.definition.track),
    ),
    sortableColumn('passRate', t('checks.column.passRate'), ({ states }) => (
      <StateBar states={states} />
    )),
    sortableColumn(
      'fail',
      t('checks.state.fail'),
      ({ id, title, states }) =>
        states.fail === 0 ? (
          formatNumber(0)
        ) : (
          <Link
            href={rulesLink({ check: id })}
            aria-label={t('checks.failing', {
              count: states.fail,
              check: title,
            })}
          >
            {formatNumber(states.fail)}
          </Link>
        ),
      'end',
    ),
    sortableColumn(
      'lift',
      t('checks.column.wouldReach'),
      ({ id, lift, group }) =>
        lift === 0 ? (
          <Text color="secondary">–</Text>
        ) : (
          <Link href={servicesLink({ lift: id })}>
            {listLevelGains(group, levelIds)
              .map(({ level, entities }) =>
                t('checks.reach', {
                  count: entities,
                  level: titleOrId(levels, level),
                }),
              )
              .join(', ')}
          </Link>
        ),
    ),
    ...(onEdit
      ? [
          column(
            'edit',
            t('checks.column.edit'),
            (check: FleetCheck) =>
              check.rule && (
                <SmallButton
                  variant="tertiary"
                  aria-label={t('checks.editOf', { check: check.title })}
                  onPress={() => onEdit(check)}
                >
                  {t('checks.edit')}
                </SmallButton>
              ),
          ),
        ]
      : []),
  ];
}

const shown = [
  'pass',
  'waived',
  'unknown',
  'fail',
] as const satisfies CheckState[];

/** Pass rate of a check, with the other states. */
function StateBar(props: { states: StateCounts }) {
  const { states } = props;
  const t = useTexts(checksTexts, checkResultTexts);
  const rate = passRate(states);
  if (rate === undefined) {
    return (
      <Text color="secondary" variant="body-small">
        {t('checks.appliesToNone')}
      </Text>
    );
  }
  const present = shown.filter(state => states[state] > 0);
  const label = present
    .map(state =>
      t('checks.resultCount', {
        number: formatNumber(states[state]),
        state: t(`scorecard.state.${state}`),
      }),
    )
    .join(', ');
  return (
    <span className={styles.rates}>
      <span className={styles.bar} role="img" aria-label={label} title={label}>
        {present.map(state => (
          <span
            key={state}
            className={styles[state]}
            style={{ flexGrow: states[state] }}
          />
        ))}
      </span>
      <span className={styles.rate}>{formatShare(rate)}</span>
    </span>
  );
}
