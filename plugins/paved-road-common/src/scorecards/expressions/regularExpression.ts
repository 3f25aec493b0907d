import { RE2JS, RE2JSException } from 're2js';

/** A regular expression in linear time. */
export interface RegularExpression {
  /** Whether the text matches anywhere. */
  test(text: string): boolean;
  /** Maximum steps of the test for a text of this length, see {@link Meter}. */
  costOf(length: number): number;
}

/** Maximum length; the worst pattern takes some ten milliseconds. */
const maxLength = 500;

/** Counted repetition multiplies: `x{1000}` is a program of a thousand instructions. */
const maxProgramSize = 1000;

/**
 * Maximum states of an automaton. Ordinary patterns have less than a hundred; one such as `a.{20}b` has millions. On
 * crafted texts nearly every character leads to a new state, and building them takes far longer than simulation.
 */
const maxStates = 300;

/** Maximum instructions that take at most one step per character. */
const instructionsPerStep = 32;

/**
 * Compiles a regular expression in the syntax of RE2, which CEL prescribes. The engine of JavaScript
 * takes exponential time on patterns such as `(a+)+$`, and it cannot be interrupted.
 *
 * @throws Error that explains the problem of the pattern
 */
export function compileRegularExpression(pattern: string): RegularExpression {
  if (pattern.length > maxLength) {
    throw new Error(
      `the regular expression has ${pattern.length} characters, use at most ${maxLength}`,
    );
  }
  return compileProgram(pattern);
}

/** The problem of a regular expression; undefined if it is valid. */
export function regularExpressionProblem(pattern: string): string | undefined {
  try {
    compileRegularExpression(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Like {@link compileRegularExpression}, for harmless patterns of any length.
 *
 * @throws Error that explains the problem of the pattern
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

/** Uses the automaton while it is small, and otherwise simulates it with the same result. */
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
