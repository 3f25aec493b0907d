import { Type } from 'typebox';
import { maxTextLength } from '../../core/index.js';
import type { ClassificationService } from '../../core/index.js';
import { ClassificationBody, failures, ref } from '../../http/index.js';
import type { HttpModule } from '../../http/index.js';
import { classifyBatch } from './classifyBatch.js';

// Few enough for the time-out of one request.
const maxBatchSize = 32;

// Of as many texts as the schema allows, were each of their characters escaped in JSON.
const maxBodyBytes = 1024 * 1024;

/** `POST /v1/classify/batch`: several texts in one request. */
export function batchModule(service: Pick<ClassificationService, 'classify'>): HttpModule {
  return {
    name: 'batch',
    register(app, { work, measureClassification }) {
      app.post(
        '/v1/classify/batch',
        {
          bodyLimit: maxBodyBytes,
          schema: {
            operationId: 'classifyBatch',
            summary: 'Classifies several texts',
            description: 'All or nothing: a text that cannot be classified fails the batch.',
            body: Type.Object(
              {
                texts: Type.Array(Type.String({ minLength: 1, maxLength: maxTextLength }), {
                  minItems: 1,
                  maxItems: maxBatchSize,
                }),
              },
              { additionalProperties: false },
            ),
            response: {
              200: Type.Object(
                {
                  classifications: Type.Array(ref(ClassificationBody), {
                    description: 'In the order of the texts',
                  }),
                },
                { additionalProperties: false },
              ),
              ...failures(400, 413, 429, 503),
            },
          },
        },
        request =>
          work(async signal => ({
            classifications: await classifyBatch(
              request.body.texts,
              text => measureClassification(() => service.classify(text, { signal })),
              signal,
            ),
          })),
      );
    },
  };
}
