import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import path from 'node:path';

const KEY = 'pavedRoad.facts.repository';

/** Limits for reading a repository. @public */
export interface RepositoryLimits {
  /** Number of files. */
  files: number;
  /** Nesting of folders. */
  depth: number;
  /** Size of one probed file. */
  fileBytes: number;
  /** Size of all probed files. */
  probedBytes: number;
}

/** A folder on this machine with repositories. @public */
export interface RepositoryFolder {
  /** Absolute. */
  path: string;
  /** Locations with this prefix are read from the folder. Ends with a slash. */
  url?: string;
}

/** Config for reading repositories. @public */
export interface RepositoryConfig {
  /** Local folders that replace network access. */
  folders: RepositoryFolder[];
  /** Limits of reading. */
  limits: RepositoryLimits;
  /** Names of skipped folders. */
  skip: string[];
}

const defaultLimits: RepositoryLimits = {
  files: 5_000,
  depth: 20,
  fileBytes: 256_000,
  probedBytes: 512_000,
};

const defaultSkip = [
  '.git',
  '.venv',
  '__pycache__',
  'build',
  'dist',
  'node_modules',
  'target',
  'vendor',
];

/**
 * Reads `pavedRoad.facts.repository`.
 *
 * @throws InputError with the config key
 * @public
 */
export function readRepositoryConfig(config: Config): RepositoryConfig {
  const repository = config.getOptionalConfig(KEY);
  const limits = repository?.getOptionalConfig('limits');
  return {
    folders: (repository?.getOptionalConfigArray('folders') ?? []).map(
      readFolder,
    ),
    limits: {
      files: readLimit(limits, 'files', 10_000),
      depth: readLimit(limits, 'depth', 100),
      fileBytes: readLimit(limits, 'fileBytes', 1_000_000),
      probedBytes: readLimit(limits, 'probedBytes', 1_000_000),
    },
    skip: repository?.getOptionalStringArray('skip') ?? defaultSkip,
  };
}

function readFolder(folder: Config, index: number): RepositoryFolder {
  const url = folder.getOptionalString('url');
  if (url !== undefined && !URL.canParse(url)) {
    throw new InputError(
      `${KEY}.folders[${index}].url: ${url} is not a URL, use one such as https://git.example.com/team/`,
    );
  }
  return {
    path: path.resolve(folder.getString('path')),
    url: url === undefined || url.endsWith('/') ? url : `${url}/`,
  };
}

function readLimit(
  limits: Config | undefined,
  name: keyof RepositoryLimits,
  highest: number,
): number {
  const limit = limits?.getOptionalNumber(name) ?? defaultLimits[name];
  if (!Number.isInteger(limit) || limit < 1 || limit > highest) {
    throw new InputError(
      `${KEY}.limits.${name}: ${limit} is not allowed, use a whole number from 1 to ${highest}`,
    );
  }
  return limit;
}
