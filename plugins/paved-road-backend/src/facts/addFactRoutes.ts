import { toError } from '@backstage/errors';
import { maxPushedFacts } from '@paved-road/plugin-paved-road-common';
import { Readable } from 'node:stream';
import {
  PayloadTooLargeError,
  readEntityRef,
  Routes,
} from '../http/createRoutes';
import { FactPushService, SentItem } from './FactPushService';
import { FactService } from './FactService';

/** In bytes: the largest value and the rest of its item. */
const LONGEST_LINE = 1_100_000;
/** In bytes, of a newline-delimited body. */
const LARGEST_BODY = 25_000_000;
const NEWLINE = 10;
/** How much is checked and stored together. */
const PART = { items: 500, bytes: 2_000_000 };

/** Facts over HTTP: parse, call, render. */
export function addFactRoutes(
  { on }: Routes,
  { facts, pushes }: { facts: FactService; pushes: FactPushService },
): void {
  on('getFacts', ({ caller, req }) => facts.list(readEntityRef(req), caller));

  on('getFact', ({ caller, req }) =>
    facts.get(readEntityRef(req), req.params.fact, caller),
  );

  on('putFact', ({ body, caller, req }) =>
    pushes.put(readEntityRef(req), req.params.fact, body, caller),
  );

  on('pushFacts', ({ body, caller, req }) =>
    pushes.push(
      body ? [body.items.map(item => ({ item }))] : readItems(req),
      caller,
    ),
  );

  on('getFactHistory', ({ query, caller, req }) =>
    facts.history(readEntityRef(req), req.params.fact, query, caller),
  );
}

/** Reads the items of a newline-delimited body in parts. */
async function* readItems(body: Readable): AsyncGenerator<SentItem[]> {
  let part: SentItem[] = [];
  let bytes = 0;
  try {
    for await (const line of readLines(body)) {
      part.push(parseLine(line));
      bytes += line?.length ?? 0;
      if (part.length >= PART.items || bytes >= PART.bytes) {
        yield part;
        part = [];
        bytes = 0;
      }
    }
  } catch (error) {
    // Items that arrived before the limit are still stored.
    if (error instanceof PayloadTooLargeError && part.length > 0) {
      yield part;
    }
    throw error;
  }
  if (part.length > 0) {
    yield part;
  }
}

/** @param line - undefined if it is too long */
function parseLine(line: Buffer | undefined): SentItem {
  if (line === undefined) {
    return { problem: `The line is longer than ${LONGEST_LINE} bytes` };
  }
  try {
    return { item: JSON.parse(line.toString('utf8')) };
  } catch (error) {
    return { problem: `The line is not valid JSON: ${toError(error).message}` };
  }
}

/**
 * Reads the lines of a body while it arrives. Skips blank lines, but counts them, so that a body of newlines costs no
 * more than any other. A line that is too long is dropped and read as undefined.
 *
 * @throws PayloadTooLargeError
 */
async function* readLines(body: Readable): AsyncGenerator<Buffer | undefined> {
  let total = 0;
  let lines = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  const add = (piece: Buffer) => {
    length += piece.length;
    if (length > LONGEST_LINE) {
      pieces = [];
    } else {
      pieces.push(piece);
    }
  };
  const takeLine = () => {
    lines += 1;
    if (lines > maxPushedFacts) {
      throw new PayloadTooLargeError(
        `The body has more than ${maxPushedFacts} lines; blank lines count too`,
      );
    }
    const line =
      length > LONGEST_LINE ? undefined : Buffer.concat(pieces, length);
    pieces = [];
    length = 0;
    return line;
  };
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk;
      total += bytes.length;
      if (total > LARGEST_BODY) {
        throw new PayloadTooLargeError(
          `The body is larger than the limit of ${LARGEST_BODY / 1e6} MB`,
        );
      }
      let start = 0;
      let newline = bytes.indexOf(NEWLINE);
      while (newline >= 0) {
        add(bytes.subarray(start, newline));
        const line = takeLine();
        if (!isBlank(line)) {
          yield line;
        }
        start = newline + 1;
        newline = bytes.indexOf(NEWLINE, start);
      }
      add(bytes.subarray(start));
    }
  } finally {
    // Drain the rest, so that the sender receives the answer on the same connection.
    body.resume();
  }
  if (length > 0) {
    const last = takeLine();
    if (!isBlank(last)) {
      yield last;
    }
  }
}

function isBlank(line: Buffer | undefined): boolean {
  return line !== undefined && line.every(byte => byte === 32 || byte === 13);
}
