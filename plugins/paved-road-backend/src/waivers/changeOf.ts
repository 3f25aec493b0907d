import { WaiverEvent, WaiverState } from '@paved-road/plugin-paved-road-common';
import { StoredWaiver, WaiverChange } from './WaiverStore';

/** The write that brings a waiver into another state, without what belonged to the old one. */
export function changeOf(
  waiver: StoredWaiver,
  state: WaiverState,
  event: WaiverEvent,
): WaiverChange {
  const {
    status,
    decision,
    revocation,
    ...content
  }: StoredWaiver & { decision?: unknown; revocation?: unknown } = waiver;
  return { record: { ...content, ...state }, event };
}
