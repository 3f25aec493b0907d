import { Entity } from '@backstage/catalog-model';
import { isError, toError } from '@backstage/errors';
import {
  FactCollectorContext,
  SourceLimitedError,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { ConfiguredCollector } from './FactCollectors';
import { FactClaim } from './StoredFact';

/** The largest stored value, in bytes of JSON. */
export const LARGEST_VALUE = 1_000_000;
const LONGEST_TEXT = 2_000;
const LONGEST_REASON = 500;

/* The most earlier values of a fact, a day more than a year and a month. */
const MOST_EARLIER = 400;

/** The outcome of a call of a collector for an entity. */
export type Collection =
  | {
      status: 'known';
      value: unknown;
      source: string;
      etag?: string;
      observedAt?: string;
      earlier?: Array<{ at: string; value: unknown }>;
    }
  | { status: 'not-modified' }
  /** @param isAnswer - the source has nothing about the entity; otherwise it failed */
  | { status: 'unknown'; reason: string; isAnswer?: boolean }
  /** The source accepts no calls until then. */
  | { status: 'limited'; reason: string; retryAt: Date }
  /** Abandoned by the caller. */
  | { status: 'aborted' };

/* Databases cannot store other years; a clock that was never set shows an old one. */
const time = z.iso.datetime({ offset: true }).refine(text => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year <= 9999;
}, 'use a time from 1970 to 9999');

const foundSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    value: z.unknown(),
    source: z.string().max(LONGEST_TEXT),
    etag: z.string().max(LONGEST_TEXT).optional(),
    observedAt: time.optional(),
    earlier: z
      .array(z.object({ at: time, value: z.unknown() }))
      .max(MOST_EARLIER)
      .optional(),
  }),
  z.object({ status: z.literal('not-modified') }),
]);

/** The input of a call, for one entity. */
export interface Question {
  entity: Entity;
  previous?: FactClaim['previous'];
  lastEtag?: string;
}

/** Calls a collector for one entity. Returns in time and without an error, whatever the collector does. */
export async function collectFact(
  collector: ConfiguredCollector,
  question: Question,
  signal: AbortSignal,
): Promise<Collection> {
  const [collection] = await ask(collector, [question], {
    signal,
    call: async contexts => [await collector.collect(contexts[0])],
  });
  return collection;
}

/** As {@link collectFact}, for several entities in one call. */
export async function collectFacts(
  collector: ConfiguredCollector & Required<Pick<ConfiguredCollector, 'batch'>>,
  questions: Question[],
  signal: AbortSignal,
): Promise<Collection[]> {
  return await ask(collector, questions, {
    signal,
    async call(contexts) {
      const found: unknown = await collector.batch.collect(contexts);
      // Without one result per entity, results would go to the wrong entities.
      if (!Array.isArray(found) || found.length !== contexts.length) {
        throw new Error(
          `the collector returned ${Array.isArray(found) ? `${found.length} results` : 'no list of results'} for ${contexts.length} entities`,
        );
      }
      return found;
    },
  });
}

async function ask(
  collector: ConfiguredCollector,
  questions: Question[],
  options: {
    signal: AbortSignal;
    call: (contexts: FactCollectorContext[]) => Promise<unknown[]>;
  },
): Promise<Collection[]> {
  const { signal, call } = options;
  // A previous value is useless if the schema of the collector has changed since.
  const usable = questions.map(({ previous }) =>
    previous && matches(collector, previous.value) ? previous : undefined,
  );
  try {
    const found = await withinTime(collector.timeoutMs, signal, inTime =>
      call(
        questions.map(({ entity, lastEtag }, index) => ({
          entity,
          signal: inTime,
          previous: usable[index],
          lastEtag,
        })),
      ),
    );
    return found.map((item, index) =>
      judge(collector, item, usable[index] !== undefined),
    );
  } catch (error) {
    return questions.map(() =>
      signal.aborted ? { status: 'aborted' } : toFailure(error),
    );
  }
}

async function withinTime<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
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
    return await Promise.race([work(controller.signal), aborted]);
  } catch (error) {
    // More helpful than the error of the collector, such as "AbortError".
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Whether a value matches the schema of a collector. */
export function matches(
  { schema }: Pick<ConfiguredCollector, 'schema'>,
  value: unknown,
): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    return false;
  }
}

function judge(
  collector: ConfiguredCollector,
  item: unknown,
  hasPrevious: boolean,
): Collection {
  try {
    return isError(item)
      ? toFailure(item)
      : toCollection(collector, item, hasPrevious);
  } catch (error) {
    // JSON cannot represent the value, or the schema throws.
    return toFailure(error);
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
      `the collector returned something else than a fact: ${formatProblems(result.error)}`,
    );
  }
  if (result.data.status === 'not-modified') {
    return hasPrevious
      ? result.data
      : unknown(
          'the collector returned "not-modified" without a previous value',
        );
  }
  return toKnown(schema, result.data);
}

function toKnown(
  schema: z.ZodType,
  found: Extract<z.output<typeof foundSchema>, { status: 'known' }>,
): Collection {
  const json: string | undefined = JSON.stringify(found.value);
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
    ? // A schema may transform the value into something that JSON cannot represent.
      { ...found, value: JSON.parse(JSON.stringify(value.data)) }
    : unknown(
        `the value does not match the schema of the collector: ${formatProblems(value.error)}`,
      );
}

function unknown(reason: string): Collection {
  return { status: 'unknown', reason: shorten(reason) };
}

function formatProblems(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`)
    .join('; ');
}

function toFailure(error: unknown): Collection {
  const reason = toReason(error);
  if (isErrorWithName(error, 'SourceLimitedError')) {
    const { retryAt } = error as Partial<SourceLimitedError>;
    if (retryAt instanceof Date && Number.isFinite(retryAt.getTime())) {
      return { status: 'limited', reason, retryAt };
    }
  }
  return {
    status: 'unknown',
    reason,
    isAnswer: isErrorWithName(error, 'NotFoundError'),
  };
}

/** The reason of a failure, for people. A message that ends with a full stop stands alone. */
function toReason(error: unknown): string {
  const { name, message } = toError(error);
  const text = shorten(message) || 'the collector failed without a message';
  if (isSentence(message)) {
    return `${text}.`;
  }
  switch (name) {
    case 'NotAllowedError':
      return `not allowed: ${text}`;
    case 'NotFoundError':
      return `not found: ${text}`;
    default:
      return text;
  }
}

/** Whether a reason stands alone, without the title of the fact. */
export function isSentence(reason: string): boolean {
  return /^\p{Lu}.*\.$/u.test(reason);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST_REASON
    ? `${line.slice(0, LONGEST_REASON - 1)}…`
    : line;
}
