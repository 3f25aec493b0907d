import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { StateCounts } from '@paved-road/plugin-paved-road-common';
import { CSSProperties } from 'react';
import { formatShare } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { passRate } from '../checks/fleetChecks';
import styles from './TrackCell.module.css';

/** The share of the checks of a track that pass; empty where none applies. */
export function TrackCell(props: {
  /** Title of the team or owner. */
  group: string;
  /** Title. */
  track: string;
  states: StateCounts | undefined;
  /** Leads to the services with a check that fails. */
  href: string | undefined;
}) {
  const { group: team, track, states, href } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const rate = states && passRate(states);
  if (!states || rate === undefined) {
    return null;
  }
  const share = formatShare(rate);
  const look = {
    className: styles.cell,
    style: { '--rate': `${100 * rate}%` } as CSSProperties,
  };
  return states.fail > 0 && href ? (
    <Link
      {...look}
      href={href}
      aria-label={t('teams.trackFailing', {
        team,
        track,
        share,
        count: states.fail,
      })}
    >
      {share}
    </Link>
  ) : (
    <span
      {...look}
      role="img"
      aria-label={t('teams.track', { team, track, share })}
    >
      {share}
    </span>
  );
}
