import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidTextError, maxTextLength, ClassificationService } from '../src/core/index.js';
import type { TextClassifier } from '../src/core/index.js';

function classifier(scores: Record<string, number>): TextClassifier {
  return {
    model: { name: 'fake', version: '0', labels: Object.keys(scores) },
    warmUp: async () => undefined,
    scores: async () => new Map(Object.entries(scores)),
  };
}

describe('ClassificationService', () => {
  it('takes the label with the highest score and names the model', async () => {
    const service = new ClassificationService(classifier({ a: 0.2, b: 0.7, c: 0.1 }), {
      reviewBelow: 0.5,
    });
    assert.deepEqual(await service.classify('text'), {
      label: 'b',
      confidence: 0.7,
      needsReview: false,
      scores: [
        { label: 'b', score: 0.7 },
        { label: 'a', score: 0.2 },
        { label: 'c', score: 0.1 },
      ],
      model: { name: 'fake', version: '0' },
    });
  });

  it('asks for a review when the model is unsure', async () => {
    const service = new ClassificationService(classifier({ a: 0.4, b: 0.35, c: 0.25 }), {
      reviewBelow: 0.5,
    });
    assert.equal((await service.classify('text')).needsReview, true);
  });

  it('refuses blank and overlong texts', async () => {
    const service = new ClassificationService(classifier({ a: 1 }), { reviewBelow: 0.5 });
    await assert.rejects(service.classify(' \n '), InvalidTextError);
    await assert.rejects(service.classify('x'.repeat(maxTextLength + 1)), InvalidTextError);
  });
});
