import { InputError } from '@backstage/errors';
import { SourceVariables } from '@paved-road/plugin-paved-road-common';
import { compileRequestExpression } from '@paved-road/plugin-paved-road-common/rules';

/** A text with expressions between double braces. */
export interface Template {
  /** Text before the first expression. */
  prefix: string;
  /** Whether it has no expressions. */
  isConstant: boolean;
  /**
   * Renders the text for an entity.
   *
   * @param encode - applied to the values of expressions
   * @throws Error if an expression has no text
   */
  expand(
    variables: SourceVariables,
    encode?: (value: string) => string,
  ): string;
}

const EXPRESSION = /\{\{(.*?)\}\}/s;

/**
 * Compiles a text such as `https://pager.example.com/{{ entity.metadata.name }}`.
 *
 * @throws InputError that names the key and the expression
 */
export function compileTemplate(text: string, key: string): Template {
  // Texts and expressions alternate.
  const parts = text.split(new RegExp(EXPRESSION, 'gs'));
  const pieces = parts.map((part, index) =>
    index % 2 === 0 ? { text: part } : compilePart(part.trim(), key),
  );
  return {
    prefix: parts[0],
    isConstant: parts.length === 1,
    expand: (variables, encode = value => value) =>
      pieces
        .map(piece =>
          'text' in piece ? piece.text : encode(piece.valueFor(variables)),
        )
        .join(''),
  };
}

function compilePart(source: string, key: string) {
  const compiled = compileRequestExpression(source);
  if (compiled.status === 'invalid') {
    throw new InputError(
      `${key}: {{ ${source} }}: ${compiled.reasons.join('; ')}`,
    );
  }
  const [field] = key.split('].').slice(-1);
  return {
    valueFor(variables: SourceVariables): string {
      const outcome = compiled.evaluate(variables);
      if (outcome.status === 'unknown') {
        throw new Error(`${field} needs {{ ${source} }}: ${outcome.reason}`);
      }
      return outcome.value;
    },
  };
}
