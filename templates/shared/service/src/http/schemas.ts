import { maxTextLength } from '../core/index.js';

/** Body of `POST /v1/classify`, as JSON schema; catalog-info.yaml documents the same. */
export const classifyRequest = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: {
    text: { type: 'string', minLength: 1, maxLength: maxTextLength },
  },
} as const;

/** Answer of `POST /v1/classify`. */
export const classifyResponse = {
  type: 'object',
  required: ['queue', 'confidence', 'needsReview', 'scores', 'model'],
  properties: {
    queue: { type: 'string' },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    needsReview: { type: 'boolean' },
    scores: {
      type: 'array',
      items: {
        type: 'object',
        required: ['label', 'score'],
        properties: {
          label: { type: 'string' },
          score: { type: 'number', minimum: 0, maximum: 1 },
        },
      },
    },
    model: {
      type: 'object',
      required: ['name', 'version'],
      properties: {
        name: { type: 'string' },
        version: { type: 'string' },
      },
    },
  },
} as const;
