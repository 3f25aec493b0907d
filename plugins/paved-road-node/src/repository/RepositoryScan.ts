import { Probe } from '@paved-road/plugin-paved-road-common';
import { createGlobMatcher } from '@paved-road/plugin-paved-road-common/rules';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { builtInDetectors } from '../detectors/builtInDetectors';
import { Detector } from '../detectors/Detector';
import { DetectorScan } from '../detectors/DetectorScan';
import { parseProbe } from './parseProbe';
import { RepositoryLimits } from './readRepositoryConfig';
import { ProbeEntry, RepositoryValue } from './repositorySchema';

/** The content of a probed file, or the reason why it is missing. */
type ProbedFile = { content?: Buffer; problem?: string };

/**
 * Collects the files of a repository one by one, within the limits. Probes see the files in the folder of the service;
 * detectors also see those elsewhere that cover it.
 *
 * @public
 */
export class RepositoryScan {
  readonly probes: Probe[];
  readonly #skip: Set<string>;
  readonly #matchers: Array<(path: string) => boolean>;
  readonly #files: string[] = [];
  readonly #probed = new Map<string, ProbedFile>();
  readonly #detectors: DetectorScan;
  /** Folder of the service with a slash; empty for the whole repository. */
  readonly #prefix: string;
  #bytes = 0;

  constructor(
    private readonly options: {
      probes: Probe[];
      limits: RepositoryLimits;
      skip: string[];
      /** Folder of the service, relative to the scanned one. Default: all of it. */
      folder?: string;
      /** Default: all built-in ones. */
      detectors?: readonly Detector[];
    },
  ) {
    const { folder = '', detectors = builtInDetectors } = options;
    this.#prefix = folder && `${folder}/`;
    this.#detectors = new DetectorScan(detectors, folder);
    this.probes = options.probes;
    this.#skip = new Set(options.skip);
    this.#matchers = options.probes.map(({ files }) =>
      createGlobMatcher(files),
    );
  }

  /** Whether so many files have been seen that the rest is not needed. */
  get isFull(): boolean {
    return this.#detectors.isFull;
  }

  /** Whether a folder is scanned. */
  entersFolder(path: string): boolean {
    const folders = path.split('/');
    return (
      folders.length <= this.options.limits.depth &&
      !folders.some(folder => this.#skip.has(folder))
    );
  }

  /** @returns whether the content of the file is needed */
  seesFile(path: string, size: number = 0): boolean {
    const end = path.lastIndexOf('/');
    if (this.isFull || (end > 0 && !this.entersFolder(path.slice(0, end)))) {
      return false;
    }
    const isDetected = this.#detectors.seesFile(path, size);
    const isProbed =
      path.startsWith(this.#prefix) &&
      this.#probes(path.slice(this.#prefix.length), size);
    return isDetected || isProbed;
  }

  /** Adds the content of a needed file. */
  addContent(path: string, content: Buffer): void {
    this.#detectors.addContent(path, content);
    const own = path.slice(this.#prefix.length);
    if (!path.startsWith(this.#prefix) || !this.#probed.has(own)) {
      return;
    }
    // Some hosts do not report the size.
    const problem =
      content.length > this.options.limits.fileBytes
        ? this.#sizeProblem(content.length)
        : undefined;
    this.#probed.set(own, problem ? { problem } : { content });
  }

  /** Creates the value of the fact `repository`. */
  async toValue(): Promise<RepositoryValue> {
    const findings = await this.#detectors.toFindings();
    const { limits } = this.options;
    if (this.#files.length > limits.files) {
      // Checks of paths would decide by a part of them.
      const problem = `This repository has more than ${limits.files} files, so the portal does not read its paths.`;
      return { files: [], probes: {}, problem, findings };
    }
    const budget = { left: limits.probedBytes };
    const files = this.#files.sort();
    const probed = files.filter(path => this.#probed.has(path));
    const probes: RepositoryValue['probes'] = {};
    for (const [index, probe] of this.probes.entries()) {
      probes[probe.id] = [];
      for (const path of probed.filter(this.#matchers[index])) {
        // Parsing may block the event loop for a while.
        await nextTurn();
        probes[probe.id].push(...(await this.#entriesOf(probe, path, budget)));
      }
    }
    return { files, probes, findings };
  }

  /** @returns whether a probe needs the content of the file */
  #probes(path: string, size: number): boolean {
    if (this.#files.length > this.options.limits.files) {
      return false;
    }
    this.#files.push(path);
    if (!this.#matchers.some(matches => matches(path))) {
      return false;
    }
    const problem = this.#sizeProblem(size);
    this.#probed.set(path, { problem });
    this.#bytes += problem ? 0 : size;
    return !problem;
  }

  async #entriesOf(
    { format }: Probe,
    path: string,
    budget: { left: number },
  ): Promise<ProbeEntry[]> {
    const { content, problem } = this.#probed.get(path)!;
    if (!content) {
      return [
        {
          path,
          problem: problem ?? 'is a symbolic link, which is not followed',
        },
      ];
    }
    const entries = (await parseProbe(format, content)).map(entry => ({
      path,
      ...entry,
    }));
    // A few bytes of YAML can expand to much more.
    const size = JSON.stringify(entries).length;
    if (size > budget.left) {
      return [{ path, problem: tooMuch(this.options.limits) }];
    }
    budget.left -= size;
    return entries;
  }

  #sizeProblem(size: number): string | undefined {
    if (size > this.options.limits.fileBytes) {
      return `has ${size} bytes, ${this.options.limits.fileBytes} are read at most`;
    }
    return this.#bytes + size > this.options.limits.probedBytes
      ? tooMuch(this.options.limits)
      : undefined;
  }
}

function tooMuch({ probedBytes }: RepositoryLimits): string {
  return `is not read, because probed files have more than ${probedBytes} bytes together`;
}
