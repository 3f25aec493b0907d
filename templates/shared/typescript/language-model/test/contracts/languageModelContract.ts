import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LanguageModel } from '../../src/core/index.js';

/** A model, and what it holds while it is tested. */
export interface ModelUnderTest {
  model: LanguageModel;
  close?: () => Promise<unknown>;
}

/** What every implementation of the port LanguageModel keeps to, so that one can take the place of another. */
export function languageModelContract(name: string, create: () => Promise<ModelUnderTest>): void {
  describe(`the contract of LanguageModel, kept by ${name}`, () => {
    let subject: ModelUnderTest;
    before(async () => {
      subject = await create();
    });
    after(() => subject.close?.());

    const request = { system: 'You are brief.', user: 'A refund, please', maxOutputTokens: 500 };
    const never = new AbortController().signal;

    it('answers with a text and what it has cost', async () => {
      const { text, inputTokens, outputTokens, finishReason } = await subject.model.complete(
        request,
        never,
      );
      assert.ok(text.length > 10);
      assert.ok(inputTokens >= 8 && outputTokens >= text.length / 8);
      assert.equal(finishReason, 'stop');
    });

    it('stops at the limit of tokens', async () => {
      const { text, outputTokens, finishReason } = await subject.model.complete(
        { ...request, maxOutputTokens: 4 },
        never,
      );
      assert.equal(finishReason, 'length');
      assert.ok(outputTokens <= 8 && text.length <= 32);
    });

    it('answers several at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => subject.model.complete(request, never)),
      );
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    });

    it('rejects with the reason of the signal', async () => {
      const reason = new Error('the caller went away');
      await assert.rejects(subject.model.complete(request, AbortSignal.abort(reason)), reason);
    });
  });
}
