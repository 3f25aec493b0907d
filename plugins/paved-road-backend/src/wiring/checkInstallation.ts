import { LoggerService } from '@backstage/backend-plugin-api';
import { loadedVersions } from '@paved-road/plugin-paved-road-common';
import { createRequire } from 'node:module';
import path from 'node:path';
import semver from 'semver';

/**
 * Warns of packages that do not fit together.
 *
 * @throws Error with the remedy, if Paved Road cannot run with them
 */
export function checkInstallation(logger: LoggerService) {
  const { error, warning } = findReleaseProblem(readBackstageVersions());
  if (error) {
    throw new Error(error);
  }
  if (warning) {
    logger.warn(warning);
  }
  if (loadedVersions.size > 1) {
    throw new Error(
      `@paved-road/plugin-paved-road-common is loaded in the versions ${[...loadedVersions].join(' and ')}. Install all packages of Paved Road in one version, and run "yarn dedupe".`,
    );
  }
}

/** Versions of packages of Backstage, by name, if they are installed. */
export type BackstageVersions = Partial<
  Record<'backend-defaults' | 'backend-plugin-api' | 'signals', string>
>;

/** The versions that this back end runs, and the one of the API that this plugin uses. */
export function readBackstageVersions(): BackstageVersions {
  const entry = path.resolve(process.argv[1] ?? '', 'index.js');
  return {
    'backend-defaults': readVersion(entry, '@backstage/backend-defaults'),
    'backend-plugin-api': readVersion(
      __filename,
      '@backstage/backend-plugin-api',
    ),
    signals: readVersion(entry, '@backstage/plugin-signals-backend'),
  };
}

function readVersion(place: string, name: string): string | undefined {
  try {
    return createRequire(place)(`${name}/package.json`).version;
  } catch {
    // Not every back end is installed like a portal.
    return undefined;
  }
}

/**
 * Why Paved Road does not work with these versions, and the remedy.
 *
 * @returns `error` if it cannot start, `warning` if parts may fail
 */
export function findReleaseProblem(versions: BackstageVersions): {
  error?: string;
  warning?: string;
} {
  const {
    'backend-defaults': defaults,
    'backend-plugin-api': api,
    signals,
  } = versions;
  // Nightly versions of Backstage have no number.
  if (!defaults || defaults.startsWith('0.0.0')) {
    return {};
  }
  if (semver.lt(defaults, '0.18.0')) {
    return {
      error: `Paved Road needs Backstage 1.55 or newer; @backstage/backend-defaults ${defaults} is older. Upgrade with "yarn backstage-cli versions:bump".`,
    };
  }
  const isBefore157 = semver.lt(defaults, '0.19.0');
  if (isBefore157 && signals && semver.gte(signals, '0.3.21')) {
    return {
      error: `Packages of two releases of Backstage are mixed: @backstage/plugin-signals-backend ${signals} does not start with @backstage/backend-defaults ${defaults}. Set "@backstage/backend-defaults": "^0.19.0" in packages/backend/package.json.`,
    };
  }
  if (api && isBefore157 !== semver.lt(api, '1.12.0')) {
    return {
      warning: `Packages of two releases of Backstage are mixed: Paved Road uses @backstage/backend-plugin-api ${api}, and the back end @backstage/backend-defaults ${defaults}. Install the packages of Paved Road for your release, or upgrade with "yarn backstage-cli versions:bump".`,
    };
  }
  return {};
}
