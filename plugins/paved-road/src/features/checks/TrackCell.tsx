import { Link } from '@backstage/ui';
import { StateCounts } from '@paved-road/plugin-paved-road-common';
import { CSSProperties } from 'react';
import { formatShare } from '../../ui/formats';
import { checkResultTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useFleetSummary } from '../../data/fleet/fleetData';
import styles from './TrackCell.module.css';

/** A group of checks by topic. */
export interface Track {
  id: string;
  title: string;
}

/** Tracks with results in the fleet, sorted by title; empty while loading. */
export function useTracks(kind: string | undefined): Track[] {
  const { value } = useFleetSummary('track', kind);
  return (value?.groups ?? [])
    .filter(({ entities }) => entities > 0)
    .map(({ key, title }) => ({ id: key, title }));
}

/** Share of passed checks, 0..1, including checks that could not be evaluated; undefined if no check applies. */
export function passRate(states: StateCounts): number | undefined {
  const { pass, fail, waived, unknown } = states;
  const applying = pass + fail + waived + unknown;
  return applying === 0 ? undefined : pass / applying;
}

/** Share of passed checks of a track; empty if none applies. */
export function TrackCell(props: {
  /** Title of the team or owner. */
  group: string;
  /** Title. */
  track: string;
  states: StateCounts | undefined;
  /** Links to services that fail a check. */
  href: string | undefined;
}) {
  const { group: team, track, states, href } = props;
  const t = useTexts(checkResultTexts);
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
