import type { FastifyBaseLogger } from 'fastify';
import type { Draft, DraftObserver } from '../core/index.js';
import { inSpan } from './tracing.js';

/** Makes a draft in a span, and logs why a model did not answer; no text is in either. */
export function measureDraft(
  task: (observer: DraftObserver) => Promise<Draft>,
  metrics: DraftObserver,
  log: FastifyBaseLogger,
): Promise<Draft> {
  return inSpan('draft', async span => {
    const draft = await task({
      called: call => {
        metrics.called(call);
        span.addEvent('model call', {
          'gen_ai.provider.name': call.model.provider,
          'gen_ai.request.model': call.model.name,
          'gen_ai.usage.input_tokens': call.inputTokens,
          'gen_ai.usage.output_tokens': call.outputTokens,
          outcome: call.outcome,
        });
        if (call.outcome === 'unavailable') {
          log.warn({ err: call.error, model: call.model.name }, 'the model is unavailable');
        }
      },
      fellBack: () => metrics.fellBack(),
      refused: rule => metrics.refused(rule),
    });
    span.setAttributes({
      'model.name': draft.model.name,
      'prompt.version': draft.promptVersion,
      'draft.calls': draft.calls,
      'draft.cost_usd': draft.costUsd,
      'draft.fallback': draft.fallback,
    });
    return draft;
  });
}
