import { isChildPath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LocalRepositories } from './LocalRepositories';

/**
 * Limits file locations to the repositories of the demo and to what the config names. Without it,
 * whoever may register a location could have the catalog read any file of this machine.
 */
export class FileLocationGuard implements CatalogProcessor {
  readonly #folders: string[];

  constructor(folders: string[]) {
    this.#folders = folders;
  }

  static fromConfig(
    config: Config,
    repositories: LocalRepositories,
  ): FileLocationGuard {
    const configured = (
      config.getOptionalConfigArray('catalog.locations') ?? []
    )
      .filter(location => location.getString('type') === 'file')
      .map(location =>
        path.dirname(path.resolve(location.getString('target'))),
      );
    return new FileLocationGuard([repositories.root, ...configured]);
  }

  getProcessorName(): string {
    return 'FileLocationGuard';
  }

  /** Before the processor that reads files. */
  getPriority(): number {
    return 10;
  }

  async readLocation(location: LocationSpec): Promise<boolean> {
    if (location.type !== 'file') {
      return false;
    }
    // The reader takes the target for a glob pattern; one that exists as it is cannot lead elsewhere.
    const allowed =
      existsSync(location.target) &&
      this.#folders.some(folder => isChildPath(folder, location.target));
    if (!allowed) {
      throw new NotAllowedError(
        `${location.target} is not a file in the repositories of the demo`,
      );
    }
    return false;
  }
}
