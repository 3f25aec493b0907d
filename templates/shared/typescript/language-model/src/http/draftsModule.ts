import type { Draft, DraftModels, DraftObserver } from '../core/index.js';
import type { HttpModule } from './httpModule.js';
import { DraftBody, DraftRequest, failures, ModelInfoBody, ref } from './schemas.js';

/** What modules need of the AI core. */
export interface DraftsReplies {
  readonly models: DraftModels;
  draft(text: string, observer: DraftObserver, signal: AbortSignal): Promise<Draft>;
}

/** The API of the AI core: `POST /v1/drafts` and `GET /v1/model`. */
export function draftsModule(drafts: DraftsReplies): HttpModule {
  return {
    name: 'drafts',
    register(app, { work, measureDraft }) {
      app.post(
        '/v1/drafts',
        {
          schema: {
            operationId: 'draft',
            summary: 'Drafts a reply to a support ticket',
            body: ref(DraftRequest),
            response: { 200: ref(DraftBody), ...failures(400, 413, 422, 429, 503) },
          },
        },
        request =>
          work(signal =>
            measureDraft(observer => drafts.draft(request.body.text, observer, signal)),
          ),
      );

      app.get(
        '/v1/model',
        {
          schema: {
            operationId: 'model',
            summary: 'Returns the model that answers',
            response: { 200: ref(ModelInfoBody), ...failures() },
          },
        },
        async () => drafts.models,
      );
    },
  };
}
