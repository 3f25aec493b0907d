import { UrlReaderService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { rejectWhenAborted } from '@paved-road/plugin-paved-road-node';
import { getStreamAsBuffer, MaxBufferError } from 'get-stream';
import { createReadStream } from 'node:fs';
import { addAbortSignal, Readable } from 'node:stream';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { readForeignRulePack, ReadRulePack } from './readRulePack';
import { RulePackSource } from './readRulePackSources';
import { RulePackContent, StoredRulePack } from './RulePackStore';

export type Reading =
  | { status: 'valid'; pack: ReadRulePack }
  | {
      status: 'broken';
      /** One problem per line. */
      problem: string;
    };

/** By source. */
export type Readings = Map<string, Reading>;

interface Text {
  text: string;
  etag?: string;
}

/** Larger than any rule pack. */
const MAX_BYTES = 1_000_000;

/** Reads rule packs from all kinds of sources. */
export class RulePackReader {
  readonly #timeoutSeconds: number;

  /** @param options - `timeoutSeconds` is the longest time for one source */
  constructor(
    private readonly options: {
      urlReader: UrlReaderService;
      timeoutSeconds?: number;
    },
  ) {
    this.#timeoutSeconds = options.timeoutSeconds ?? 10;
  }

  /**
   * Reads all sources at the same time.
   *
   * @param stored - their stored state, to request only newer content from URLs
   * @throws only if the signal is aborted
   */
  async read(
    sources: RulePackSource[],
    stored: StoredRulePack[],
    signal?: AbortSignal,
  ): Promise<Readings> {
    const known = new Map(stored.map(pack => [pack.source, pack.content]));
    return new Map(
      await Promise.all(
        sources.map(async source => {
          const content = known.get(source.source);
          const reading = await this.#readOne(source, content, signal);
          return [source.source, reading] as const;
        }),
      ),
    );
  }

  async #readOne(
    source: RulePackSource,
    known?: RulePackContent,
    signal?: AbortSignal,
  ): Promise<Reading> {
    let text: Text;
    try {
      text = await this.#readText(source, known, signal);
    } catch (error) {
      signal?.throwIfAborted();
      return {
        status: 'broken',
        problem: `${describeSource(source)}: cannot read it: ${explainFailure(source, error)}`,
      };
    }
    try {
      const wanted = () => source.wanted;
      const pack = await readForeignRulePack(source, text, wanted);
      return { status: 'valid', pack };
    } catch (error) {
      return { status: 'broken', problem: toError(error).message };
    }
  }

  async #readText(
    source: RulePackSource,
    known?: RulePackContent,
    signal?: AbortSignal,
  ): Promise<Text> {
    if ('content' in source) {
      return { text: source.content };
    }
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(this.#timeoutSeconds * 1000);
    const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
    const reading =
      source.origin === 'url'
        ? this.#download(source.source, known, stop)
        : readFile(source.file, stop);
    try {
      // Not all URL readers support signals.
      return await Promise.race([reading, rejectWhenAborted(stop)]);
    } catch (error) {
      if (timeout.aborted) {
        throw new Error(`it took more than ${this.#timeoutSeconds} seconds`);
      }
      throw error;
    }
  }

  async #download(
    url: string,
    known: RulePackContent | undefined,
    signal: AbortSignal,
  ): Promise<Text> {
    try {
      const response = await this.options.urlReader.readUrl(url, {
        etag: known?.etag,
        signal,
      });
      const bytes = response.stream
        ? await readStream(response.stream(), signal)
        : await response.buffer();
      return { text: decode(bytes), etag: response.etag };
    } catch (error) {
      if (known && isErrorWithName(error, 'NotModifiedError')) {
        return known;
      }
      throw error;
    }
  }
}

function describeSource(source: RulePackSource): string {
  return 'namedBy' in source ? source.namedBy : source.source;
}

/* Everyone can read the problem, so it omits the server's folders. */
function explainFailure(source: RulePackSource, error: unknown): string {
  const { message } = toError(error);
  return 'file' in source
    ? message.replaceAll(source.file, source.source)
    : message;
}

async function readFile(file: string, signal: AbortSignal): Promise<Text> {
  return { text: decode(await readStream(createReadStream(file), signal)) };
}

async function readStream(
  stream: Readable,
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    return await getStreamAsBuffer(addAbortSignal(signal, stream), {
      maxBuffer: MAX_BYTES,
    });
  } catch (error) {
    throw error instanceof MaxBufferError ? tooLarge() : error;
  }
}

function tooLarge(): Error {
  return new Error(`it has more than ${MAX_BYTES} bytes`);
}

function decode(bytes: Buffer): string {
  if (bytes.length > MAX_BYTES) {
    throw tooLarge();
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not text in UTF-8');
  }
  if (/^\s*<(!doctype|html)\b/i.test(text)) {
    throw new Error(
      'it is an HTML page; use the URL of the file itself, and configure an integration if the host needs a sign-in',
    );
  }
  return text;
}
