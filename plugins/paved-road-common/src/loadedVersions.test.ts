import { version } from '../package.json';
import { loadedVersions } from './loadedVersions';

it('sees the other version of this package', () => {
  expect([...loadedVersions]).toEqual([version]);
  jest.isolateModules(() => {
    jest.doMock('../package.json', () => ({ version: '9.9.9' }));
    require('./loadedVersions');
  });
  expect([...loadedVersions]).toEqual([version, '9.9.9']);
});
