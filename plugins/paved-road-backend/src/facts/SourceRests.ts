import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { DateTime } from 'luxon';
import { Collection } from './collectFact';
import { ConfiguredCollector } from './FactCollectors';

/** How long a source rests at most, whatever it says, and at least. */
export const LONGEST_REST_MS = 2 * 3_600_000;
const SHORTEST_REST_MS = 10_000;

type Limited = Extract<Collection, { status: 'limited' }>;
type Asked = Pick<ConfiguredCollector, 'id' | 'sourceOf'>;

/** Which sources of collectors take no calls for a while, as far as this back end knows. */
export class SourceRests {
  /** By collector and source. */
  readonly #rests = new Map<string, { reason: string; until: DateTime }>();

  constructor(
    private readonly options: { logger: LoggerService; now: () => DateTime },
  ) {}

  /** What is known of a fact without a call, because its source rests. */
  of(collector: Asked, entity: Entity): Limited | undefined {
    const rest = this.#restOf(keyOf(collector, entity));
    return (
      rest && {
        status: 'limited',
        reason: rest.reason,
        retryAt: rest.until.toJSDate(),
      }
    );
  }

  /** Whether a collector rests for whatever entity. One with several sources is not known to. */
  coverAll(collector: Asked): boolean {
    return !collector.sourceOf && this.#restOf(keyOf(collector)) !== undefined;
  }

  /** Lets the source of an entity rest. */
  begin(collector: Asked, entity: Entity, { reason, retryAt }: Limited): void {
    const key = keyOf(collector, entity);
    const rest = this.#restOf(key);
    const until = restUntil(this.options.now(), retryAt);
    if (!rest) {
      this.options.logger.info(
        `${collector.sourceOf ? 'A source of fact' : 'Fact'} collector ${collector.id} rests until ${until.toUTC().toISO()}: ${reason}`,
      );
    }
    if (!rest || rest.until < until) {
      this.#rests.set(key, { reason, until });
    }
  }

  #restOf(key: string) {
    const rest = this.#rests.get(key);
    if (rest && rest.until <= this.options.now()) {
      this.#rests.delete(key);
      return undefined;
    }
    return rest;
  }
}

/** Until when a source rests that takes no calls until a time. */
export function restUntil(now: DateTime, retryAt: Date): DateTime {
  const milliseconds = retryAt.getTime() - now.toMillis();
  return now.plus(
    Math.min(Math.max(milliseconds, SHORTEST_REST_MS), LONGEST_REST_MS),
  );
}

/** Entities of which a collector cannot tell the source share one. */
function keyOf({ id, sourceOf }: Asked, entity?: Entity): string {
  try {
    return `${id} ${(entity && sourceOf?.(entity)) ?? ''}`;
  } catch {
    return `${id} `;
  }
}
