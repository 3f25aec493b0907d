import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { JsonColumnType, JsonRow } from '../../database/jsonRows';

/**
 * Kinds of changes of a scorecard. Pages show levels and checks; the others are needed for the figures of earlier
 * days.
 */
export type Aspect = 'level' | 'check' | 'assessment' | 'waived' | 'stale';

/** The columns of the table `scorecard_transitions` that are not its key. */
export const transitionColumns = {
  entity_ref: 'text',
  aspect: 'text',
  check_id: 'text',
  from_state: 'text',
  to_state: 'text',
  causes: 'text',
  at: 'timestamptz',
  day: 'text',
} as const satisfies Record<string, JsonColumnType>;

/** A transition to be saved. */
export interface NewTransition extends JsonRow {
  entity_ref: string;
  aspect: Aspect;
  check_id: string | null;
  from_state: string | null;
  to_state: string | null;
  causes: string;
  at: Date;
  day: string;
}

/** Causes and time of a change. */
export interface Occasion {
  causes: ChangeCause[];
  at: Date;
}

/** The change, from and to; undefined if there was nothing before or nothing remains. */
export interface Change {
  aspect: Aspect;
  checkId?: string;
  from?: string;
  to?: string;
}

export function toTransitionRow(
  entityRef: string,
  { aspect, checkId, from, to }: Change,
  { causes, at }: Occasion,
): NewTransition {
  return {
    entity_ref: entityRef,
    aspect,
    check_id: checkId ?? null,
    from_state: from ?? null,
    to_state: to ?? null,
    causes: JSON.stringify(causes),
    at,
    day: at.toISOString().slice(0, 10),
  };
}
