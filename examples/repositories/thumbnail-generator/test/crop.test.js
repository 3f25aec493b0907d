import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crop } from '../src/crop.js';

test('never leaves the picture', () => {
  assert.deepEqual(crop({ width: 10, height: 10 }, { x: 8, y: 8, width: 5, height: 5 }), { x: 5, y: 5, width: 5, height: 5 });
});
