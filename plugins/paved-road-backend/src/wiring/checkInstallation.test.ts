import { mockServices } from '@backstage/backend-test-utils';
import { loadedVersions } from '@paved-road/plugin-paved-road-common';
import { valid } from 'semver';
import {
  checkInstallation,
  findReleaseProblem,
  readBackstageVersions,
} from './checkInstallation';

const problemOf = (defaults?: string, api?: string, signals?: string) =>
  findReleaseProblem({
    'backend-defaults': defaults,
    'backend-plugin-api': api,
    signals,
  });

it('finds no problem in this repository', () => {
  const versions = readBackstageVersions();
  expect(valid(versions['backend-defaults'])).not.toBeNull();
  expect(valid(versions['backend-plugin-api'])).not.toBeNull();
  expect(findReleaseProblem(versions)).toEqual({});
});

it.each([
  ['1.55', '0.18.0', '1.10.1', '0.3.19'],
  ['1.56', '0.18.1', '1.11.0', '0.3.20'],
  ['1.57', '0.19.0', '1.12.0', '0.3.21'],
  ['a newer one', '0.20.0', '1.13.0', '0.4.0'],
  [
    'a nightly one',
    '0.0.0-nightly-20261201',
    '0.0.0-nightly-20261201',
    undefined,
  ],
  ['one without these packages', undefined, '1.12.0', undefined],
])('finds no problem in %s', (_, defaults, api, signals) => {
  expect(problemOf(defaults, api, signals)).toEqual({});
});

it('refuses 1.54', () => {
  expect(problemOf('0.17.8', '1.12.0').error).toMatch(
    /^Paved Road needs Backstage 1\.55 or newer; .* 0\.17\.8 is older\. Upgrade with/,
  );
});

it('refuses a mix of releases that does not start', () => {
  expect(problemOf('0.18.0', '1.12.0', '0.3.21').error).toMatch(
    /signals-backend 0\.3\.21 does not start .* Set "@backstage\/backend-defaults": "\^0\.19\.0"/,
  );
});

it('warns of another mix', () => {
  expect(problemOf('0.18.0', '1.12.0', '0.3.19')).toEqual({
    warning: expect.stringMatching(/1\.12\.0, .* 0\.18\.0\. Install/),
  });
  expect(problemOf('0.19.0', '1.10.1').warning).toBeDefined();
});

it('refuses two versions of the common package', () => {
  const logger = mockServices.logger.mock();
  checkInstallation(logger);
  loadedVersions.add('9.9.9');
  expect(() => checkInstallation(logger)).toThrow(
    /-common is loaded in the versions \d\S+ and 9\.9\.9\. Install all/,
  );
  expect(logger.warn).not.toHaveBeenCalled();
});
