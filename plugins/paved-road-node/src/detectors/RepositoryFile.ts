import { toError } from '@backstage/errors';
import { parse as parseToml } from 'smol-toml';
import { HclBlock } from '../reading/listHclBlocks';
import { describeYamlFault } from '../reading/describeYamlFault';
import { WrittenInstruction } from '../reading/listInstructions';
import {
  listHclBlocksApart,
  listInstructionsApart,
  parseCollectedYaml,
} from '../reading/readApart';
import { StructuredPart, toPart } from './StructuredPart';

/** A YAML, JSON or TOML document, or why it cannot be read. @public */
export type ParsedDocument =
  | { part: StructuredPart; problem?: undefined; line?: undefined }
  | {
      part?: undefined;
      problem: string;
      /** 1 for the first line; absent if the problem has no place. */
      line?: number;
    };

/** A text file of a repository. Parsers run in another process, and their results are cached. @public */
export class RepositoryFile {
  #starts: number[] | undefined;
  #documents: Promise<ParsedDocument[]> | undefined;
  #instructions: Promise<WrittenInstruction[]> | undefined;
  #hcl: Promise<HclBlock> | undefined;

  constructor(
    /** Relative to the root of the repository. */
    readonly path: string,
    readonly text: string,
  ) {}

  /** The last part of the path. */
  get name(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  /** The folder of the file; empty for the root. */
  get folder(): string {
    return this.path.slice(0, Math.max(0, this.path.lastIndexOf('/')));
  }

  /** The line of a position, 1 for the first. */
  lineAt(offset: number): number {
    this.#starts ??= [
      0,
      ...[...this.text.matchAll(/\n/g)].map(m => m.index + 1),
    ];
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + 1;
  }

  /** The documents of a YAML, JSON or TOML file; one with a problem if it is invalid. Never throws. */
  async readDocuments(): Promise<ParsedDocument[]> {
    this.#documents ??= this.#parse();
    return await this.#documents;
  }

  /**
   * The instructions of a Dockerfile.
   *
   * @throws Error if there are too many or it takes too long
   */
  async readInstructions(): Promise<WrittenInstruction[]> {
    this.#instructions ??= listInstructionsApart(this.text);
    return await this.#instructions;
  }

  /**
   * The blocks of a file of Terraform.
   *
   * @throws Error if it is invalid or it takes too long
   */
  async readHcl(): Promise<HclBlock> {
    this.#hcl ??= listHclBlocksApart(this.text);
    return await this.#hcl;
  }

  async #parse(): Promise<ParsedDocument[]> {
    try {
      if (this.path.endsWith('.toml')) {
        // The parser does not report lines.
        return [{ part: toPart(parseToml(this.text), [], 1) }];
      }
      const documents = await parseCollectedYaml(this.text, {
        merge: true,
        places: true,
        keys: 20_000,
      });
      return documents.map(document =>
        document.faults
          ? describeYamlFault(this.text, document.faults[0])
          : {
              part: toPart(
                JSON.parse(document.json),
                document.starts.map(start => this.lineAt(start)),
                this.lineAt(document.start),
              ),
            },
      );
    } catch (error) {
      // An error of TOML also has the lines around.
      return [{ problem: toError(error).message.split('\n')[0] }];
    }
  }
}
