import {
  manyScorecardsChannel,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useChangeSignal } from './useChangeSignal';

/** Milliseconds over which the open pages of all entities are spread, so that they do not ask at the same moment. */
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
