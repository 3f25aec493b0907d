import { isChildPath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LocalRepositories } from './LocalRepositories';

/** The catalog takes a target for a glob pattern, and a pattern can lead out of the folder it starts in. */
const globCharacters = /[\\*?[\]{}()]/;

/**
 * Limits file locations to the repositories of the demo and to what the config names. Without it,
 * whoever may register a location could have the catalog read any file of this machine.
 */
export class FileLocationGuard implements CatalogProcessor {
  readonly #repositories: string;
  readonly #configured: string[];

  constructor(options: {
    /** Folder of the repositories. */
    repositories: string;
    /** Targets of the file locations in the config. */
    configured: string[];
  }) {
    this.#repositories = options.repositories;
    this.#configured = options.configured;
  }

  static fromConfig(
    config: Config,
    repositories: LocalRepositories,
  ): FileLocationGuard {
    const locations = config.getOptionalConfigArray('catalog.locations') ?? [];
    return new FileLocationGuard({
      repositories: repositories.root,
      configured: locations
        .filter(location => location.getString('type') === 'file')
        .map(location => path.resolve(location.getString('target'))),
    });
  }

  getProcessorName(): string {
    return 'FileLocationGuard';
  }

  /** Before the processor that reads files. */
  getPriority(): number {
    return 10;
  }

  async readLocation({ type, target }: LocationSpec): Promise<boolean> {
    if (type === 'file' && !this.#isAllowed(target)) {
      throw new NotAllowedError(
        `${target} is not a file in the repositories of the demo`,
      );
    }
    return false;
  }

  #isAllowed(target: string): boolean {
    if (this.#configured.includes(target)) {
      return true;
    }
    const folders = [
      this.#repositories,
      ...this.#configured.map(configured => path.dirname(configured)),
    ];
    return (
      existsSync(target) &&
      folders.some(
        folder =>
          isChildPath(folder, target) &&
          !globCharacters.test(path.relative(folder, target)),
      )
    );
  }
}
