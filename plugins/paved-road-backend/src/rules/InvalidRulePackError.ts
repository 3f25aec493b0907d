import { InputError } from '@backstage/errors';
import {
  PackProblem,
  readPackProblems,
} from '@paved-road/plugin-paved-road-common';

/** What somebody sent is not a rule pack, or does not go with the active ones. */
export class InvalidRulePackError extends InputError {
  /** Goes to the caller with the message, for editors. */
  readonly problems: PackProblem[];

  /** @param source - by which the message names what was sent */
  constructor(message: string, source: string) {
    super(message);
    this.problems = readPackProblems(message, source);
  }
}
