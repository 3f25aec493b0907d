import { InputError } from '@backstage/errors';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { readPackProblems } from '@paved-road/plugin-paved-road-common/rules';

/** The sent content is not a rule pack, or conflicts with the active ones. */
export class InvalidRulePackError extends InputError {
  /** Sent to the caller with the message, for editors. */
  readonly problems: PackProblem[];

  /** @param source - name of the sent content in the message */
  constructor(message: string, source: string) {
    super(message);
    this.problems = readPackProblems(message, source);
  }
}
