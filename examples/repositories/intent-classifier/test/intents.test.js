import { test } from 'node:test';

test('cancelling is an intent', () => {});
