import { GateResult } from '../scorecards/gate';

/**
 * A verdict, and where what it is about is described.
 *
 * @public
 */
export interface LocatedVerdict {
  result: GateResult;
  file: {
    /** Relative to the root of the repository, with slashes. */
    path: string;
    /** Where the entity starts, from 1. */
    line?: number;
  };
}
