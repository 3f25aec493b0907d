import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { ConfiguredCollector } from './FactCollectors';
import { FactClaim } from './FactStore';

/** The largest stored value, in bytes of JSON. */
const LARGEST_VALUE = 1_000_000;
const LONGEST_TEXT = 2_000;
const LONGEST_REASON = 500;

/** The outcome of a call of a collector. */
export type Collection =
  | { status: 'known'; value: unknown; source: string; etag?: string }
  | { status: 'not-modified' }
  | { status: 'unknown'; reason: string }
  /** Abandoned by the caller, which says nothing about the fact. */
  | { status: 'aborted' };

const foundSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    value: z.unknown(),
    source: z.string().max(LONGEST_TEXT),
    etag: z.string().max(LONGEST_TEXT).optional(),
  }),
  z.object({ status: z.literal('not-modified') }),
]);

/** Calls a collector for one entity. Whatever the collector does, this returns in time and without an error. */
export async function collectFact(
  collector: ConfiguredCollector,
  entity: Entity,
  previous: FactClaim['previous'],
  signal: AbortSignal,
): Promise<Collection> {
  try {
    // A collector that has changed since cannot use its previous result.
    const usable =
      previous && collector.schema.safeParse(previous.value).success
        ? previous
        : undefined;
    const found = await withinTime(collector.timeoutMs, signal, inTime =>
      collector.collect({ entity, signal: inTime, previous: usable }),
    );
    return toCollection(collector, found, usable !== undefined);
  } catch (error) {
    return signal.aborted
      ? { status: 'aborted' }
      : { status: 'unknown', reason: toReason(error) };
  }
}

async function withinTime<T>(
  milliseconds: number,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(
    () =>
      controller.abort(
        new Error(`no answer within ${milliseconds / 1000} seconds`),
      ),
    milliseconds,
  );
  // A collector may ignore the signal.
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () =>
      reject(controller.signal.reason),
    );
  });
  try {
    return await Promise.race([call(controller.signal), aborted]);
  } catch (error) {
    // The reason of the abort says more than the error that a collector throws then, such as "AbortError".
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

function toCollection(
  { schema }: ConfiguredCollector,
  found: unknown,
  hasPrevious: boolean,
): Collection {
  const result = foundSchema.safeParse(found);
  if (!result.success) {
    return unknown(
      `the collector returned something else than a fact: ${problemsOf(result.error)}`,
    );
  }
  if (result.data.status === 'not-modified') {
    return hasPrevious
      ? result.data
      : unknown(
          'the collector said "not-modified" of a value that it does not have',
        );
  }
  const json = JSON.stringify(result.data.value);
  if (json === undefined) {
    return unknown('the collector returned no value');
  }
  const size = Buffer.byteLength(json);
  if (size > LARGEST_VALUE) {
    return unknown(
      `the value has ${size} bytes as JSON, ${LARGEST_VALUE} are allowed`,
    );
  }
  const value = schema.safeParse(JSON.parse(json));
  return value.success
    ? // A schema may make something else of it, which JSON may not hold.
      { ...result.data, value: JSON.parse(JSON.stringify(value.data)) }
    : unknown(
        `the value does not match the schema of the collector: ${problemsOf(value.error)}`,
      );
}

function unknown(reason: string): Collection {
  return { status: 'unknown', reason: shorten(reason) };
}

function problemsOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`)
    .join('; ');
}

/** Why a collector failed, for people. */
function toReason(error: unknown): string {
  const { name, message } = toError(error);
  const text = shorten(message) || 'the collector failed without a message';
  switch (name) {
    case 'NotAllowedError':
      return `not allowed: ${text}`;
    case 'NotFoundError':
      return `not found: ${text}`;
    default:
      return text;
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST_REASON
    ? `${line.slice(0, LONGEST_REASON - 1)}…`
    : line;
}

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;

/** How many calls of collectors run at the same time in each back end, by what a call costs. */
export const concurrency: Record<ConfiguredCollector['cost'], number> = {
  low: 32,
  medium: 8,
  high: 2,
};

/** The next collection after a success. */
export function dueAfterSuccess(
  now: DateTime,
  { freshnessMs }: Pick<ConfiguredCollector, 'freshnessMs'>,
): string {
  return spread(now, freshnessMs);
}

/**
 * The next try after a failure.
 *
 * @param failures - consecutive failures, including this one
 */
export function dueAfterFailure(now: DateTime, failures: number): string {
  return spread(
    now,
    Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS),
  );
}

/* Facts collected at the same moment do not fall due at the same moment again. */
function spread(now: DateTime, milliseconds: number): string {
  const share = 0.9 + Math.random() * 0.2;
  return now
    .plus(Math.round(milliseconds * share))
    .toUTC()
    .toISO()!;
}
