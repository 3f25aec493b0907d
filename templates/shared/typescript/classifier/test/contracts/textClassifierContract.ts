import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ClassifierUnavailableError, maxTextLength } from '../../src/core/index.js';
import type { TextClassifier } from '../../src/core/index.js';
import { readGolden, readManifest } from '../support/model.js';

/** A classifier that is not warm, over the bundled model, and what it holds while it is tested. */
export interface ClassifierUnderTest {
  classifier: TextClassifier;
  close?: () => Promise<unknown>;
}

/**
 * What every implementation of the port TextClassifier keeps to, so that one can take the place of
 * another.
 */
export function textClassifierContract(
  name: string,
  create: () => Promise<ClassifierUnderTest>,
): void {
  describe(`the contract of TextClassifier, kept by ${name}`, () => {
    let subject: ClassifierUnderTest;
    let classifier: TextClassifier;

    before(async () => {
      subject = await create();
      classifier = subject.classifier;
    });
    after(() => subject.close?.());

    it('answers nothing before it is warm', async () => {
      assert.throws(() => classifier.model, ClassifierUnavailableError);
      await assert.rejects(classifier.scores('text'), ClassifierUnavailableError);
    });

    it('stops to get warm when it is told to', async () => {
      const reason = new Error('stopping');
      await assert.rejects(classifier.warmUp({ signal: AbortSignal.abort(reason) }), reason);
    });

    it('knows its model once it is warm, however often it is asked to get warm', async () => {
      await Promise.all([classifier.warmUp(), classifier.warmUp()]);
      await classifier.warmUp();
      const { name, version, labels } = await readManifest();
      assert.deepEqual(classifier.model, { name, version, labels });
    });

    it('gives a probability to each label, in the order of the model', async () => {
      for (const text of ['refund', 'ünïcödé 請求書 🚀', '!', 'x'.repeat(maxTextLength)]) {
        const scores = await classifier.scores(text);
        assert.deepEqual([...scores.keys()], classifier.model.labels);
        for (const score of scores.values()) {
          assert.ok(score >= 0 && score <= 1, `${text}: ${score}`);
        }
        const sum = [...scores.values()].reduce((total, score) => total + score, 0);
        assert.ok(Math.abs(sum - 1) < 1e-5, `${text}: ${sum}`);
      }
    });

    it('gives the golden answers, also to many at once', async () => {
      const golden = Object.values(await readGolden());
      const many = Array.from({ length: 10 }, () => golden).flat();
      const answers = await Promise.all(many.map(({ text }) => classifier.scores(text)));
      answers.forEach((actual, index) => {
        for (const [label, score] of Object.entries(many[index]?.scores ?? {})) {
          const difference = Math.abs((actual.get(label) ?? NaN) - score);
          assert.ok(difference < 0.001, `${label} of "${many[index]?.text}": ${difference} off`);
        }
      });
      assert.deepEqual(
        answers.slice(golden.length, 2 * golden.length),
        answers.slice(0, golden.length),
      );
    });

    it('gives up with the reason of the signal', async () => {
      const reason = new Error('nobody waits any more');
      await assert.rejects(
        classifier.scores('text', { signal: AbortSignal.abort(reason) }),
        reason,
      );
      const controller = new AbortController();
      const answer = classifier.scores('text', { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(answer, reason);
    });
  });
}
