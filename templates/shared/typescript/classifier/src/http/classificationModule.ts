import type { Classification, ModelInfo } from '../core/index.js';
import type { HttpModule } from './httpModule.js';
import { ClassificationBody, ClassifyRequest, failures, ModelInfoBody, ref } from './schemas.js';

/** What the module needs of the AI core. */
export interface Classifies {
  readonly model: ModelInfo;
  classify(text: string, options?: { signal?: AbortSignal }): Promise<Classification>;
}

/** The API of the AI core: `POST /v1/classify` and `GET /v1/model`. */
export function classificationModule(service: Classifies): HttpModule {
  return {
    name: 'classification',
    register(app, { work, measureClassification }) {
      app.post(
        '/v1/classify',
        {
          schema: {
            operationId: 'classify',
            summary: 'Classifies a text',
            body: ref(ClassifyRequest),
            response: { 200: ref(ClassificationBody), ...failures(400, 413, 429, 503) },
          },
        },
        request =>
          work(signal =>
            measureClassification(() => service.classify(request.body.text, { signal })),
          ),
      );

      app.get(
        '/v1/model',
        {
          schema: {
            operationId: 'model',
            summary: 'Returns the model that answers',
            response: { 200: ref(ModelInfoBody), ...failures(503) },
          },
        },
        async () => service.model,
      );
    },
  };
}
