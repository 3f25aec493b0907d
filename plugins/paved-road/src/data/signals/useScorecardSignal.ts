import {
  manyScorecardsChannel,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useChangeSignal } from './useChangeSignal';

/** Milliseconds over which open pages spread their reloads. */
const SPREAD = 5_000;

/** Reloads when the scorecard of an entity, or of many entities at once, changes. */
export function useScorecardSignal(
  entityRef: string,
  onChange: () => void,
): void {
  const [pause] = useState(() => Math.random() * SPREAD);
  useChangeSignal(scorecardChannelFor(entityRef), onChange);
  useChangeSignal(manyScorecardsChannel, onChange, { pause });
}
