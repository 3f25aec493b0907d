import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from '../src/settings.js';

describe('readSettings', () => {
  it('takes the environment, and defaults for the rest', () => {
    const settings = readSettings({ PORT: '9000', REVIEW_BELOW: '' });
    assert.equal(settings.port, 9000);
    assert.equal(settings.reviewBelow, 0.5);
  });

  it('names the variable that is wrong', () => {
    assert.throws(() => readSettings({ PORT: 'eighty' }), /PORT: "eighty"/);
    assert.throws(() => readSettings({ REVIEW_BELOW: '2' }), /REVIEW_BELOW/);
  });
});
