import {
  Finding,
  FindingKindName,
  RepositoryFindings,
} from '@paved-road/plugin-paved-road-common';
import { RepositoryFile } from './RepositoryFile';

/** What a detector found, and what it could not read. @public */
export interface Detection {
  /** Findings by kind. */
  found: { [K in FindingKindName]?: Finding<K>[] };
  /** Parts that may contain findings but could not be read, such as a template that cannot be evaluated. */
  unread?: RepositoryFindings['unread'];
}

/** The service whose files a detector reads. @public */
export interface DetectorService {
  /** Folder of the service relative to the root of the repository; empty for the whole repository. */
  folder: string;
  /** Paths of all files of the service and all files that cover it, relative to the root, sorted. */
  files: readonly string[];
}

/**
 * Reads one technology. Detectors decide by content; names of files are only hints. They never throw for a file: a
 * file that cannot be read is listed as unread.
 *
 * @public
 */
export interface Detector {
  /** Unique, such as `dockerfile`. */
  id: string;
  /** Raised with each change of its findings, so that repositories are read again. */
  version: number;
  /** Name of the technology for people. */
  title: string;
  /** What it finds. */
  kinds: FindingKindName[];
  /** Where it looks, in words, such as `Dockerfile or Containerfile in any folder`. */
  searched: string;
  /** What it reads, for the docs. */
  reads: string;
  /** What it does not read, for the docs. */
  ignores: string;
  /** Whether it needs the content of a file. */
  recognises(path: string, folder: string): boolean;
  /**
   * Whether a recognised file probably contains findings, by its path. An unread file that is unlikely to contain any
   * leaves no check unknown. Default: yes.
   */
  isLikely?(path: string): boolean;
  /**
   * Source code, with priority 0, leaves room for files with a higher priority in a repository that is too large to read
   * completely. Default: 0.
   */
  priority?: number;
  /**
   * How close its workloads, functions and images are to production. Findings of a lower rank are ignored if there are
   * higher ones: a Compose file beside a Helm chart is for development. Default: 0.
   */
  rank?: number;
  /** Reads the recognised files. */
  detect(files: RepositoryFile[], service: DetectorService): Promise<Detection>;
}
