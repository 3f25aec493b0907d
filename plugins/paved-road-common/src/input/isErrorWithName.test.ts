import * as newest from '@backstage/errors';
import { isErrorWithName } from './isErrorWithName';

it.each([
  new newest.NotFoundError('gone'),
  new newest.NotFoundError('gone', new Error('because')),
  new newest.ConflictError('taken'),
  { name: 'NotFoundError', message: 'gone' },
  { name: 'NotFoundError', message: 'gone', cause: 'text' },
  { name: 'NotFoundError' },
  'NotFoundError',
  undefined,
])('judges %p as the newest Backstage does', value => {
  expect(isErrorWithName(value, 'NotFoundError')).toBe(
    newest.isErrorWithName(value, 'NotFoundError'),
  );
});
