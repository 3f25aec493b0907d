import { GateResult } from '../scorecards/gate';

/**
 * A verdict with the position of its entity in a file.
 *
 * @public
 */
export interface LocatedVerdict {
  result: GateResult;
  file: {
    /** Relative to the root of the repository, with slashes. */
    path: string;
    /** First line of the entity, from 1. */
    line?: number;
  };
}
