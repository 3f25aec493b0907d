import assert from 'node:assert/strict';
import { test } from 'node:test';
import { triage } from '../src/core/ticketClassifier.js';

test('sends what is urgent to a person', async () => {
  const classifier = { classify: async () => ({ queue: 'billing', urgency: 5 }) };
  assert.equal((await triage(classifier, { text: 'fire' })).queue, 'people');
});
