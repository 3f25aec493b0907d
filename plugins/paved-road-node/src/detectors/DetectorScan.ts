import { RepositoryFindings } from '@paved-road/plugin-paved-road-common';
import { detectFindings } from './detectFindings';
import { Detector } from './Detector';
import { isVendored, selectServiceFiles } from './inventory';

const limits = {
  /** Paths; a larger repository is read in part. */
  files: 100_000,
  fileBytes: 1_000_000,
  /** Size of all files. */
  bytes: 32_000_000,
};

type Content = { text: string } | { problem: string };

/** Collects what the detectors need of a repository, the most important files first. */
export class DetectorScan {
  readonly #paths: string[] = [];
  readonly #contents = new Map<string, Content | undefined>();
  #seen = 0;
  #bytes = 0;

  constructor(
    private readonly detectors: readonly Detector[],
    private readonly folder: string,
  ) {}

  get isFull(): boolean {
    return this.#seen > limits.files;
  }

  /** @returns whether a detector needs the content of the file */
  seesFile(path: string, size: number): boolean {
    this.#seen += 1;
    if (isVendored(path)) {
      return false;
    }
    this.#paths.push(path);
    const priority = this.#priorityOf(path);
    if (priority === undefined) {
      return false;
    }
    const problem = this.#sizeProblem(size, priority);
    this.#contents.set(path, problem ? { problem } : undefined);
    this.#bytes += problem ? 0 : size;
    return !problem;
  }

  addContent(path: string, content: Buffer): void {
    if (!this.#contents.has(path)) {
      return;
    }
    const problem =
      content.length > limits.fileBytes
        ? describeSize(content.length)
        : undefined;
    this.#contents.set(path, problem ? { problem } : decode(content));
  }

  async toFindings(): Promise<RepositoryFindings> {
    const files = selectServiceFiles(this.#paths, this.folder).sort();
    const selected = new Set(files);
    const texts = new Map<string, Content>();
    for (const [path, content] of this.#contents) {
      if (selected.has(path)) {
        texts.set(
          path,
          content ?? { problem: 'is a symbolic link, which is not followed' },
        );
      }
    }
    const findings = await detectFindings(
      this.detectors,
      { folder: this.folder, files },
      texts,
    );
    if (this.isFull) {
      findings.unread.unshift({
        subject: 'The repository',
        problem: `has more than ${limits.files} files, the others are not read`,
        kinds: [...new Set(this.detectors.flatMap(({ kinds }) => kinds))],
      });
    }
    return findings;
  }

  /** The highest priority of the detectors that need the file; undefined if none does. */
  #priorityOf(path: string): number | undefined {
    let highest: number | undefined;
    for (const { recognises, isLikely, priority = 0 } of this.detectors) {
      if ((highest ?? -1) < priority && recognises(path, this.folder)) {
        const own = (isLikely?.(path) ?? true) ? priority : 0;
        highest = Math.max(highest ?? 0, own);
      }
    }
    return highest;
  }

  /** Source code leaves a quarter of the total size to files with a priority. */
  #sizeProblem(size: number, priority: number): string | undefined {
    if (size > limits.fileBytes) {
      return describeSize(size);
    }
    const most = priority > 0 ? limits.bytes : 0.75 * limits.bytes;
    return this.#bytes + size > most
      ? `is not read, because the files of the repository have more than ${most} bytes together`
      : undefined;
  }
}

function describeSize(size: number): string {
  return `has ${size} bytes, ${limits.fileBytes} are read at most`;
}

function decode(content: Buffer): Content {
  try {
    const isUtf16 = content[0] === 0xff && content[1] === 0xfe;
    const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', {
      fatal: true,
    }).decode(content);
    return text.includes('\u0000')
      ? { problem: 'is not a text file' }
      : { text };
  } catch {
    return { problem: 'is not a text file in UTF-8' };
  }
}
