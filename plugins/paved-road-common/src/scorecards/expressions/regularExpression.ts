import { RE2JS, RE2JSException } from 're2js';

/** A regular expression whose time is always proportional to the text. */
export interface RegularExpression {
  /** Whether the text matches anywhere. */
  test(text: string): boolean;
  /** Steps, see {@link Meter}, that the test of a text of this length may take. */
  costOf(length: number): number;
}

/** Far above the needs of a rule; some ten milliseconds for the worst one of this length. */
const maxLength = 500;

/** Counted repetition multiplies: `x{1000}` is a program of a thousand instructions. */
const maxProgramSize = 1000;

/**
 * States of an automaton, of which an ordinary pattern has less than a hundred. One such as `a.{20}b` has
 * millions: on texts that are made for it, nearly every character leads to a new one, and building it takes
 * far longer than to do without.
 */
const maxStates = 300;

/** Instructions that take no longer than one step for each character, at worst. */
const instructionsPerStep = 32;

/**
 * Compiles a regular expression in the syntax of RE2, which CEL prescribes. The engine of JavaScript
 * takes exponential time on patterns such as `(a+)+$`, and it cannot be interrupted.
 *
 * @throws Error that says what is wrong with the pattern
 */
export function compileRegularExpression(pattern: string): RegularExpression {
  if (pattern.length > maxLength) {
    throw new Error(
      `the regular expression has ${pattern.length} characters, use at most ${maxLength}`,
    );
  }
  return compileProgram(pattern);
}

/** What is wrong with a regular expression; undefined when it is one. */
export function regularExpressionProblem(pattern: string): string | undefined {
  try {
    compileRegularExpression(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * As {@link compileRegularExpression}, for patterns of any length that are known to be harmless.
 *
 * @throws Error that says what is wrong with the pattern
 */
export function compileProgram(pattern: string): RegularExpression {
  const automaton = parse(pattern);
  const size = automaton.programSize();
  if (size > maxProgramSize) {
    throw new Error(
      'the regular expression is too large, use fewer or smaller repetitions',
    );
  }
  const stepsPerCharacter = Math.max(1, size / instructionsPerStep);
  return {
    test: createTest(pattern, automaton),
    costOf: length => 1 + length * stepsPerCharacter,
  };
}

/** Uses the automaton as long as it stays small, and then simulates it, which has the same result. */
function createTest(
  pattern: string,
  automaton: RE2JS,
): (text: string) => boolean {
  let simulation: RE2JS | undefined;
  return text => {
    if (simulation) {
      return simulation.matcher(text).find();
    }
    const matches = automaton.test(text);
    const states = automaton.re2Input.lazyDFA?.stateCount ?? 0;
    simulation = states > maxStates ? parse(pattern) : undefined;
    return matches;
  };
}

function parse(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) {
      throw new Error(`not a regular expression: ${error.message}`);
    }
    throw error;
  }
}
