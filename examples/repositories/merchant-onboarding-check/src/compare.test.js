import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './compare.js';

test('names the nearest known merchant', () => {
  assert.equal(nearest([1, 0], { a: [0, 1], b: [1, 0.1] }), 'b');
});
