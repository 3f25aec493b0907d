import { test } from 'node:test';

test('a ticket is no duplicate of itself', () => {});
