import { expect, test } from 'vitest';
import { ask } from './chat';

test('asks', () => expect(ask).toBeTypeOf('function'));
