import { Type } from 'typebox';
import type { Static, TSchema, TUnsafe } from 'typebox';
import { {% if values.ai == 'language-model' %}maxDraftLength, {% endif %}maxTextLength } from '../core/index.js';

/** The form of every error. */
export const ErrorBody = Type.Object(
  {
    statusCode: Type.Integer(),
    error: Type.String({ description: 'The name of the status code' }),
    message: Type.String({ description: 'The problem and its field' }),
  },
  { $id: 'Error', additionalProperties: false },
);
type ErrorAnswer = Static<typeof ErrorBody>;

{% if values.ai == 'language-model' %}/** Body of `POST /v1/drafts`. */
export const DraftRequest = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: maxTextLength,
      description: 'The ticket in the words of the customer',
      examples: ['I was charged twice and would like a refund'],
    }),
  },
  { $id: 'DraftRequest', additionalProperties: false },
);

const strict = { additionalProperties: false };
const tokens = Type.Integer({ minimum: 0 });

/** The draft that the model wrote, and what it has cost. */
export const DraftBody = Type.Object(
  {
    draft: Type.String({
      minLength: 1,
      maxLength: maxDraftLength,
      description: 'The reply, for a person to read and correct',
    }),
    model: Type.Object({ name: Type.String(), version: Type.String() }, strict),
    promptVersion: Type.String({ description: 'The start of the SHA-256 of the system prompt' }),
    fallback: Type.Boolean({ description: 'True when the second model wrote it' }),
    tokens: Type.Object(
      { input: tokens, output: tokens },
      { ...strict, description: 'Of all calls' },
    ),
    costUsd: Type.Number({
      minimum: 0,
      description: 'Of all calls, by the prices in ai/models.json',
    }),
    calls: Type.Integer({ minimum: 1, description: 'How often a model was called' }),
  },
  { $id: 'Draft', description: 'A draft of a reply to a ticket', ...strict },
);

const model = { name: Type.String(), version: Type.String(), provider: Type.String() };

/** Answer of `GET /v1/model`. */
export const ModelInfoBody = Type.Object(
  {
    ...model,
    provider: Type.String({ description: 'stub when no model is called' }),
    fallback: Type.Union([Type.Object(model, strict), Type.Null()]),
    promptVersion: Type.String(),
  },
  { $id: 'ModelInfo', description: 'The model that answers', ...strict },
);

/** The named schemas of the OpenAPI document. */
export const sharedSchemas = [ErrorBody, DraftRequest, DraftBody, ModelInfoBody];

{% else %}/** Body of `POST /v1/classify`. */
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

/** The model's answer for a text; use it with {@link ref} in the answers of other modules. */
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
  {
    $id: 'Classification',
    description: "The model's answer for a text",
    additionalProperties: false,
  },
);

/** Answer of `GET /v1/model`. */
export const ModelInfoBody = Type.Object(
  { ...ModelVersion, labels: Type.Immutable(Type.Array(Type.String())) },
  { $id: 'ModelInfo', description: 'The model that answers', additionalProperties: false },
);

/** The named schemas of the OpenAPI document. */
export const sharedSchemas = [ErrorBody, ClassifyRequest, ClassificationBody, ModelInfoBody];

{% endif %}/**
 * Refers to a schema that was added by `app.addSchema`, so that the OpenAPI document has it once and by
 * its name; the static type is kept. The description, if any, describes the answer.
 */
export function ref<T extends TSchema & { $id?: string }>(
  schema: T,
  options: { description?: string } = {},
) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#`, ...options });
}

const failureDescriptions = {
  400: 'The request is not valid; the message names the field',
  404: 'There is no such thing',
  409: 'The request conflicts with the current state',
  413: 'The body is too large',
{% if values.ai == 'language-model' %}  422: 'The answer of the model was refused; the message names the rule',
{% endif %}  429: 'Too many requests at the same time; retry after the time in the header Retry-After',
  500: 'Something went wrong inside',
  503: 'The answer took too long, or the model cannot answer now; retry after the time in the header Retry-After',
};

/**
 * The answers of an operation beside success, for the `response` of its schema: 500, which any may give,
 * and those that it names. What `work` runs may be answered with 429 and 503, and a body with 400 and 413.
 */
export function failures<Code extends keyof typeof failureDescriptions = never>(
  ...statusCodes: Code[]
) {
  const answers = [...statusCodes, 500 as const].map(code => {
    const description = failureDescriptions[code];
    return [code, Type.Unsafe<ErrorAnswer>({ $ref: 'Error#', description })] as const;
  });
  return Object.fromEntries(answers) as Record<Code | 500, TUnsafe<ErrorAnswer>>;
}
