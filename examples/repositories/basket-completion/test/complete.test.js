import { test } from 'node:test';

test('batteries go with toys', () => {});
