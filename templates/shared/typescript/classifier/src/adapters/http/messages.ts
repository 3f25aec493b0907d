import { Type } from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

// What this client relies on in the answers of the API. More fields are welcome: a service may be newer
// than its client.

const modelMessage = Type.Object({
  name: Type.String({ minLength: 1 }),
  version: Type.String({ minLength: 1 }),
  labels: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true }),
});

const classificationMessage = Type.Object({
  scores: Type.Array(
    Type.Object({
      label: Type.String({ minLength: 1 }),
      score: Type.Number({ minimum: 0, maximum: 1 }),
    }),
    { minItems: 1 },
  ),
  model: Type.Object({
    name: Type.String({ minLength: 1 }),
    version: Type.String({ minLength: 1 }),
  }),
});

const errorMessage = Type.Object({ message: Type.String({ minLength: 1 }) });

/**
 * Reads the answer of `GET /v1/model`.
 *
 * @throws Error that names the field which is not as agreed
 */
export function parseModel(body: string) {
  return parseMessage(modelMessage, body);
}

/**
 * Reads the answer of `POST /v1/classify`.
 *
 * @throws Error that names the field which is not as agreed
 */
export function parseClassification(body: string) {
  return parseMessage(classificationMessage, body);
}

/** The message of an API error, or undefined for other errors. */
export function errorText(body: string): string | undefined {
  try {
    return parseMessage(errorMessage, body).message;
  } catch {
    return undefined;
  }
}

function parseMessage<S extends TSchema>(schema: S, body: string): Static<S> {
  const value: unknown = JSON.parse(body);
  if (Value.Check(schema, value)) {
    return value;
  }
  const [problem] = Value.Errors(schema, value);
  throw new Error(`${problem?.instancePath || 'the body'} ${problem?.message ?? 'is wrong'}`);
}
