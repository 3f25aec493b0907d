import { HttpAuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { maxPushedFacts } from '@paved-road/plugin-paved-road-common';
import { Router } from 'express';
import { Readable } from 'node:stream';
import {
  createRoutes,
  entityRefOf,
  PayloadTooLargeError,
} from '../http/createRoutes';
import { FactPushService, SentItem } from './FactPushService';
import { FactService } from './FactService';

/** Bytes of a line: a value of the largest size, and the rest of its item. */
const LONGEST_LINE = 1_100_000;
/** Bytes of a body that is read line by line. */
const LARGEST_BODY = 25_000_000;
/** Items and bytes that are handed on together. */
const PART = { items: 500, bytes: 2_000_000 };

/** Facts over HTTP: parse, call, render. */
export function createFactRouter(options: {
  facts: FactService;
  pushes: FactPushService;
  httpAuth: HttpAuthService;
}): Router {
  const { facts, pushes, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getFacts', async ({ caller, req, res }) => {
    res.json(await facts.list(entityRefOf(req), caller));
  });

  on('getFact', async ({ caller, req, res }) => {
    res.json(await facts.get(entityRefOf(req), req.params.fact, caller));
  });

  on('putFact', async ({ body, caller, req, res }) => {
    res.json(await pushes.put(entityRefOf(req), req.params.fact, body, caller));
  });

  on('pushFacts', async ({ body, caller, req, res }) => {
    const sent = body ? [body.items.map(item => ({ item }))] : itemsOf(req);
    res.json(await pushes.push(sent, caller));
  });

  on('getFactHistory', async ({ query, caller, req, res }) => {
    res.json(
      await facts.history(entityRefOf(req), req.params.fact, query, caller),
    );
  });

  return router;
}

/** The items of a body with one on each line, in parts. */
async function* itemsOf(body: Readable): AsyncGenerator<SentItem[]> {
  let part: SentItem[] = [];
  let bytes = 0;
  let count = 0;
  try {
    for await (const line of linesOf(body)) {
      count += 1;
      if (count > maxPushedFacts) {
        throw new PayloadTooLargeError(
          `The body has more than ${maxPushedFacts} items`,
        );
      }
      part.push(readLine(line));
      bytes += line?.length ?? 0;
      if (part.length >= PART.items || bytes >= PART.bytes) {
        yield part;
        part = [];
        bytes = 0;
      }
    }
  } catch (error) {
    // What has arrived counts, however the rest is cut off.
    if (error instanceof PayloadTooLargeError && part.length > 0) {
      yield part;
    }
    throw error;
  }
  if (part.length > 0) {
    yield part;
  }
}

/** @param line - undefined where it is too long */
function readLine(line: Buffer | undefined): SentItem {
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
 * The lines of a body that are not empty, while it is read; undefined for one that is too long, of which no more is
 * kept.
 *
 * @throws PayloadTooLargeError
 */
async function* linesOf(body: Readable): AsyncGenerator<Buffer | undefined> {
  let total = 0;
  let begun: Buffer[] = [];
  let length = 0;
  const end = () => {
    const line =
      length > LONGEST_LINE ? undefined : Buffer.concat(begun, length);
    begun = [];
    length = 0;
    return line;
  };
  const add = (piece: Buffer) => {
    length += piece.length;
    if (length <= LONGEST_LINE) {
      begun.push(piece);
    } else {
      begun = [];
    }
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
      for (
        let newline = bytes.indexOf(10);
        newline >= 0;
        newline = bytes.indexOf(10, start)
      ) {
        add(bytes.subarray(start, newline));
        start = newline + 1;
        const line = end();
        if (!isBlank(line)) {
          yield line;
        }
      }
      add(bytes.subarray(start));
    }
  } finally {
    // Whoever sends too much gets an answer over the same connection, when all of it is sent.
    body.resume();
  }
  const last = end();
  if (!isBlank(last)) {
    yield last;
  }
}

function isBlank(line: Buffer | undefined): boolean {
  return line !== undefined && line.every(byte => byte === 32 || byte === 13);
}
