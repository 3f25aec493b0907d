import { Type } from 'typebox';
import type { Static, TSchema } from 'typebox';
import { maxTextLength } from '../core/index.js';

/** The form of every error. */
export const ErrorBody = Type.Object(
  {
    statusCode: Type.Integer(),
    error: Type.String({ description: 'The name of the status code' }),
    message: Type.String({ description: 'What is wrong, and with which field' }),
  },
  { $id: 'Error', additionalProperties: false },
);

/** Body of `POST /v1/classify`. */
export const ClassifyRequest = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: maxTextLength,
      examples: ['I was charged twice and would like a refund'],
    }),
  },
  { $id: 'ClassifyRequest', additionalProperties: false },
);

/** The model that gave an answer. */
const ModelVersion = { name: Type.String(), version: Type.String() };

/** What the model says of a text; use it with {@link ref} in the answers of other modules. */
export const ClassificationBody = Type.Object(
  {
    label: Type.String({ description: 'The label with the highest score' }),
    confidence: Type.Number({ minimum: 0, maximum: 1, description: 'The score of that label' }),
    needsReview: Type.Boolean({
      description: 'True when the model is too unsure; a person should look at the text',
    }),
    scores: Type.Immutable(
      Type.Array(
        Type.Object(
          { label: Type.String(), score: Type.Number({ minimum: 0, maximum: 1 }) },
          { additionalProperties: false },
        ),
        { description: 'The score of every label, highest first' },
      ),
    ),
    model: Type.Object(ModelVersion, { additionalProperties: false }),
  },
  { $id: 'Classification', additionalProperties: false },
);

/** Answer of `GET /v1/model`. */
export const ModelInfoBody = Type.Object(
  { ...ModelVersion, labels: Type.Immutable(Type.Array(Type.String())) },
  { $id: 'ModelInfo', additionalProperties: false },
);

/** Every schema that has a name of its own in the OpenAPI document. */
export const sharedSchemas = [ErrorBody, ClassifyRequest, ClassificationBody, ModelInfoBody];

/**
 * Refers to a schema that was added by `app.addSchema`, so that the OpenAPI document has it once and by
 * its name; the static type is kept.
 */
export function ref<T extends TSchema & { $id?: string }>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` });
}

/** The answers that every operation may give beside success; `failures(404)` adds one of its own. */
export function failures<Code extends number = never>(...statusCodes: Code[]) {
  const error = ref(ErrorBody);
  return Object.fromEntries([400, 413, 429, 500, 503, ...statusCodes].map(code => [code, error])) as Record<
    Code | 400 | 413 | 429 | 500 | 503,
    typeof error
  >;
}
