import { test } from 'node:test';

test('a taxi receipt is travel', t => t.todo());
