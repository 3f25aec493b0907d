import {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import {
  Fact,
  FactHistory,
  factPushPermission,
  isDeeper,
  maxPushedFacts,
  parseInput,
  PushedFact,
  PushResult,
  PushResults,
} from '@paved-road/plugin-paved-road-common';
import { nearestTo } from '@paved-road/plugin-paved-road-common/rules';
import {
  factHistoryQuerySchema,
  pushedItemSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  EntityCondition,
  meetsCondition,
  toEntityCondition,
} from '../catalog/entityConditions';
import { EntityAccess } from '../catalog/types';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { actorOf, Caller } from '../http/Caller';
import { PayloadTooLargeError } from '../http/createRoutes';
import { MeasurementSource } from '../measured/readMeasurements';
import { LARGEST_VALUE } from './collectFact';
import { FactCollectors, FactDefinition } from './FactCollectors';
import { titleAt } from './jsonSchema';
import { numbersOf } from './numbersOf';
import { FactPointStore } from './FactPointStore';
import { FactStore } from './FactStore';
import { isEnabled, toState } from './factTexts';
import { Push, PushedFactStore, PushEnd } from './PushedFactStore';

/** How many items are checked and stored at once. */
const CHUNK = 500;
/** Requests to the permission back end have a limit, far above what these take. */
const MOST_DECISIONS = 100;
/** Far above what a fact needs, far below what fills a stack. */
const DEEPEST_VALUE = 32;
const LONGEST_PROBLEM = 1_000;
const AHEAD = { minutes: 5 };
const OLDEST = { years: 10 };

/** An item of a batch as it was sent, or why it cannot be read. */
export type SentItem = { item: unknown } | { problem: string };

/** A push that is not stored, and why. */
interface Refusal {
  kind: 'invalid' | 'not-found' | 'not-allowed';
  problem: string;
}

type Checked = { push: Push } | { refusal: Refusal };

type Decision =
  | AuthorizeResult.ALLOW
  | AuthorizeResult.DENY
  | {
      /** Absent if only the catalog can apply it. */
      condition?: EntityCondition;
    };

/** What became of an item. */
type End = { result: PushEnd } | { refusal: Refusal };

/** What is known of entities beside the catalog: read by those who see the entity, and pushed by those who may. */
export class FactService {
  readonly #store: Pick<FactStore, 'get'>;
  readonly #pushed: PushedFactStore;
  readonly #points: Pick<FactPointStore, 'series'>;
  readonly #numbers: readonly MeasurementSource[];
  readonly #definitions: FactCollectors;
  readonly #entities: Pick<EntityAccess, 'getVisibleEntity' | 'getVisibleOf'>;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #auditor: AuditorService;
  readonly #due: Pick<DueEntityStore, 'mark'>;
  readonly #worker: { run(): Promise<void> };

  constructor(options: {
    store: Pick<FactStore, 'get'>;
    pushed: PushedFactStore;
    points: Pick<FactPointStore, 'series'>;
    /** Those of facts that are a measure. */
    numbers: readonly MeasurementSource[];
    collectors: FactCollectors;
    entities: Pick<EntityAccess, 'getVisibleEntity' | 'getVisibleOf'>;
    permissions: PermissionsService;
    auth: AuthService;
    auditor: AuditorService;
    due: Pick<DueEntityStore, 'mark'>;
    /** Evaluates entities that are due. */
    worker: { run(): Promise<void> };
  }) {
    this.#store = options.store;
    this.#pushed = options.pushed;
    this.#points = options.points;
    this.#numbers = options.numbers;
    this.#definitions = options.collectors;
    this.#entities = options.entities;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#auditor = options.auditor;
    this.#due = options.due;
    this.#worker = options.worker;
  }

  /** Those that there is something to say of, in the order of their definitions. */
  async list(entityRef: string, caller: Caller): Promise<{ items: Fact[] }> {
    await this.#entities.getVisibleEntity(entityRef, caller.credentials);
    const stored = (await this.#store.get([entityRef])).get(entityRef) ?? [];
    return {
      items: this.#definitions
        .definitions()
        .filter(isEnabled)
        .flatMap(definition =>
          stored
            .filter(({ name }) => name === definition.id)
            .map(fact => toFact(definition, fact)),
        ),
    };
  }

  /** @throws NotFoundError if there is no such fact, or nothing to say of it for this entity */
  async get(entityRef: string, name: string, caller: Caller): Promise<Fact> {
    await this.#entities.getVisibleEntity(entityRef, caller.credentials);
    const definition = this.#find(name);
    const [fact] =
      (await this.#store.get([entityRef], [name])).get(entityRef) ?? [];
    if (!fact) {
      throw new NotFoundError(
        definition.origin === 'pushed'
          ? `${definition.title} of ${entityRef} is not pushed yet`
          : `${definition.title} is not collected of ${entityRef}`,
      );
    }
    return toFact(definition, fact);
  }

  /** @throws NotFoundError if there is no such fact */
  async history(
    entityRef: string,
    name: string,
    query: z.output<typeof factHistoryQuerySchema>,
    caller: Caller,
  ): Promise<FactHistory> {
    await this.#entities.getVisibleEntity(entityRef, caller.credentials);
    const { title, schema } = this.#find(name);
    const [found, stored] = await Promise.all([
      this.#points.series([entityRef], {
        name,
        field: query.field,
        since: DateTime.utc().minus({ days: query.days }).toJSDate(),
      }),
      this.#store.get([entityRef], [name]),
    ]);
    const [fact] = stored.get(entityRef) ?? [];
    // As in the value, whose first number says most; those that it does not have any more come last.
    const order =
      fact?.status === 'known'
        ? numbersOf(fact.value).map(({ field }) => field)
        : [];
    const placeOf = (field: string) =>
      order.includes(field) ? order.indexOf(field) : order.length;
    return {
      name,
      title,
      series: (found.get(entityRef) ?? [])
        .toSorted((a, b) => placeOf(a.field) - placeOf(b.field))
        .map(({ field, points }) => {
          const measured = this.#numbers.find(
            number => number.fact === name && number.field === field,
          );
          return {
            field,
            title: titleAt(schema, field) ?? measured?.measure.title,
            unit: measured?.unit,
            points,
          };
        }),
    };
  }

  /**
   * Stores one fact.
   *
   * @throws NotFoundError if the caller does not see the entity, or there is no such fact
   * @throws NotAllowedError if the caller may not push facts of the entity
   * @throws InputError that names the field
   */
  async put(
    entityRef: string,
    name: string,
    body: PushedFact,
    caller: Caller,
  ): Promise<PushResult> {
    const meta = { actionType: 'push', entityRef, fact: name };
    return await this.#audited(caller, meta, async () => {
      const item = { entityRef, fact: name, ...body };
      const [checked] = await this.#check([{ item }], caller);
      if ('refusal' in checked) {
        throw toErrorOf(checked.refusal);
      }
      const [result] = await this.#save([checked.push], caller);
      return { answer: { index: 0, result }, meta: { result } };
    });
  }

  /**
   * Stores facts, in parts as they arrive; a part is stored as a whole. What is not right with one item is said in its
   * result.
   *
   * @param sent - parts of the batch; may throw PayloadTooLargeError when it is cut off
   * @throws NotAllowedError if the caller may not push any of them
   */
  async push(
    sent: AsyncIterable<SentItem[]> | Iterable<SentItem[]>,
    caller: Caller,
  ): Promise<PushResults> {
    const meta = { actionType: 'push-batch' };
    return await this.#audited(caller, meta, async () => {
      await this.#demandAny(caller);
      const ends: End[] = [];
      try {
        for await (const part of sent) {
          for (let start = 0; start < part.length; start += CHUNK) {
            const chunk = part.slice(start, start + CHUNK);
            ends.push(...(await this.#take(chunk, caller)));
          }
        }
      } catch (error) {
        if (error instanceof PayloadTooLargeError && ends.length > 0) {
          throw new PayloadTooLargeError(
            `${error.message}. ${soFar(ends.map(toResult))}`,
          );
        }
        throw error;
      }
      demandSomeAllowed(ends);
      const results = ends.map(toResult);
      const counts = countsOf(results);
      return { answer: { counts, results }, meta: { counts } };
    });
  }

  async #take(sent: SentItem[], caller: Caller): Promise<End[]> {
    const checked = await this.#check(sent, caller);
    const pushes = checked.flatMap(item => ('push' in item ? [item.push] : []));
    const ends = await this.#save(pushes, caller);
    let next = 0;
    return checked.map(item =>
      'push' in item ? { result: ends[next++] } : item,
    );
  }

  async #save(pushes: Push[], { credentials }: Caller): Promise<PushEnd[]> {
    if (pushes.length === 0) {
      return [];
    }
    const now = new Date();
    const { ends, changed } = await this.#pushed.push(pushes, {
      by: actorOf(this.#auth, credentials, 'push facts'),
      now,
    });
    if (changed.length > 0) {
      await this.#due.mark(changed, { dueAt: now });
    }
    return ends;
  }

  /** One question to the catalog and to the policy for all. */
  async #check(sent: SentItem[], caller: Caller): Promise<Checked[]> {
    const now = DateTime.utc();
    const read = sent.map(one =>
      'problem' in one
        ? refuse('invalid', one.problem)
        : this.#read(one.item, now),
    );
    const pushes = read.flatMap(item => ('push' in item ? [item.push] : []));
    const decision = await this.#decide(caller);
    const isAllowed = decision === AuthorizeResult.ALLOW;
    const entities = await this.#entities.getVisibleOf(
      [...new Set(pushes.map(({ entityRef }) => entityRef))],
      caller.credentials,
      {
        namesOnly:
          isAllowed &&
          pushes.every(
            ({ name }) => this.#definitions.definition(name)!.coversAll,
          ),
      },
    );
    const allowed = isAllowed
      ? entities
      : await this.#allowed([...entities.values()], decision, caller);
    return read.map(item => {
      if ('refusal' in item) {
        return item;
      }
      const { entityRef, name } = item.push;
      const entity = entities.get(entityRef);
      if (!entity) {
        return refuse('not-found', `No entity ${entityRef} in the catalog`);
      }
      if (!allowed.has(entityRef)) {
        return refuse('not-allowed', `You may not push facts of ${entityRef}`);
      }
      return this.#definitions.definition(name)!.covers(entity)
        ? item
        : refuse(
            'invalid',
            `fact: ${name} is not declared for an entity like ${entityRef}; see its filter`,
          );
    });
  }

  /** What can be said of an item without looking at its entity. */
  #read(sent: unknown, now: DateTime): Checked {
    try {
      if (isDeeper(sent, DEEPEST_VALUE + 1)) {
        return refuse(
          'invalid',
          `value: it is nested deeper than ${DEEPEST_VALUE} levels`,
        );
      }
      const { fact, ...item } = parseInput(pushedItemSchema, sent, 'fact');
      const definition = this.#definitions.definition(fact);
      if (definition?.origin !== 'pushed') {
        return refuse('not-found', this.#explainUnknown(fact));
      }
      return {
        push: {
          entityRef: readEntityRef(item.entityRef),
          name: fact,
          value: readValue(item.value, definition),
          source: item.source,
          ...readTimes(item, definition.expiresAfterMs, now),
        },
      };
    } catch (error) {
      return refuse('invalid', toError(error).message);
    }
  }

  #find(name: string): FactDefinition {
    const definition = this.#definitions.definition(name);
    if (!definition) {
      throw new NotFoundError(this.#explainUnknown(name));
    }
    return definition;
  }

  #explainUnknown(name: string): string {
    const known = this.#definitions.definition(name);
    if (known) {
      return `fact: ${name} is collected, and cannot be pushed`;
    }
    const names = this.#definitions
      .definitions()
      .filter(({ origin }) => origin === 'pushed')
      .map(({ id }) => id);
    const near = nearestTo(name, names);
    if (near !== undefined) {
      return `fact: there is no fact ${name}, did you mean ${near}?`;
    }
    return names.length > 0
      ? `fact: there is no fact ${name}, use one of ${names.join(', ')}`
      : `fact: there is no fact ${name}; declare it under pavedRoad.facts.pushed`;
  }

  /** @throws NotAllowedError if a policy forbids it for all entities */
  async #demandAny(caller: Caller): Promise<void> {
    if ((await this.#decide(caller)) === AuthorizeResult.DENY) {
      throw new NotAllowedError('You may not push facts');
    }
  }

  /** What the policy says: the same of all entities, or by which conditions. */
  async #decide({ credentials }: Caller): Promise<Decision> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: factPushPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.CONDITIONAL
      ? { condition: toEntityCondition(decision.conditions) }
      : decision.result;
  }

  /** Of the entities, those that the caller may push facts of. */
  async #allowed(
    entities: Entity[],
    decision: Exclude<Decision, AuthorizeResult.ALLOW>,
    { credentials }: Caller,
  ): Promise<{ has(entityRef: string): boolean }> {
    const allowed = new Set<string>();
    if (decision === AuthorizeResult.DENY) {
      return allowed;
    }
    const { condition } = decision;
    if (condition) {
      entities
        .filter(entity => meetsCondition(entity, condition))
        .forEach(entity => allowed.add(stringifyEntityRef(entity)));
      return allowed;
    }
    for (let start = 0; start < entities.length; start += MOST_DECISIONS) {
      const refs = entities
        .slice(start, start + MOST_DECISIONS)
        .map(entity => stringifyEntityRef(entity));
      const decisions = await this.#permissions.authorize(
        refs.map(resourceRef => ({
          permission: factPushPermission,
          resourceRef,
        })),
        { credentials },
      );
      refs
        .filter((_, index) => decisions[index].result === AuthorizeResult.ALLOW)
        .forEach(entityRef => allowed.add(entityRef));
    }
    return allowed;
  }

  /** One event for a request, with what became of it. */
  async #audited<T>(
    { request }: Caller,
    meta: { actionType: string } & JsonObject,
    write: () => Promise<{ answer: T; meta: JsonObject }>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId: 'fact-mutate',
      severityLevel: 'low',
      request,
      meta,
    });
    try {
      const written = await write();
      await event.success({ meta: written.meta });
      return written.answer;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    } finally {
      // Not before the last part, which would wait for it.
      void this.#worker.run();
    }
  }
}

function toFact(
  definition: FactDefinition,
  fact: Parameters<typeof toState>[1],
): Fact {
  const state = toState(definition, fact);
  return state.status === 'known' && fact.status === 'known'
    ? { ...state, value: fact.value }
    : (state as Fact);
}

function refuse(kind: Refusal['kind'], problem: string): { refusal: Refusal } {
  return {
    refusal: {
      kind,
      problem:
        problem.length > LONGEST_PROBLEM
          ? `${problem.slice(0, LONGEST_PROBLEM - 1)}…`
          : problem,
    },
  };
}

function toResult(end: End, index: number): PushResult {
  return 'refusal' in end
    ? { index, result: 'refused', problem: end.refusal.problem }
    : { index, result: end.result };
}

/** @throws NotAllowedError if that is what is wrong with each item */
function demandSomeAllowed(ends: End[]): void {
  const [first] = ends;
  if (
    first &&
    'refusal' in first &&
    ends.every(end => 'refusal' in end && end.refusal.kind === 'not-allowed')
  ) {
    throw toErrorOf(first.refusal);
  }
}

function toErrorOf({ kind, problem }: Refusal): Error {
  switch (kind) {
    case 'not-found':
      return new NotFoundError(problem);
    case 'not-allowed':
      return new NotAllowedError(problem);
    default:
      return new InputError(problem);
  }
}

/** @throws InputError if it is not complete */
function readEntityRef(entityRef: string): string {
  const parts = /^([^:/]+):([^:/]+)\/([^:/]+)$/.exec(entityRef);
  if (!parts) {
    throw new InputError(
      `entityRef: ${JSON.stringify(entityRef)} is not complete, write it as component:default/search`,
    );
  }
  return stringifyEntityRef(parseEntityRef(entityRef));
}

/** @throws InputError that names the part of the value */
function readValue(
  value: unknown,
  { schema }: Pick<FactDefinition, 'schema'>,
): unknown {
  const infinite = pathOfInfinite(value, 'value');
  if (infinite !== undefined) {
    throw new InputError(
      `${infinite}: the number is too large, use one up to 1.7e308`,
    );
  }
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > LARGEST_VALUE) {
    throw new InputError(
      `value: it has ${size} bytes as JSON, ${LARGEST_VALUE} are allowed`,
    );
  }
  const { value: parsed } = parseInput(
    z.object({ value: schema }),
    { value },
    'fact',
  );
  // A schema may make something else of it, which JSON may not hold.
  return JSON.parse(JSON.stringify(parsed));
}

/** JSON has larger numbers than a computer can hold. */
function pathOfInfinite(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : path;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    const found = pathOfInfinite(item, `${path}.${key}`);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** @throws InputError that names the field */
function readTimes(
  sent: { observedAt: string; expiresAt?: string },
  expiresAfterMs: number | undefined,
  now: DateTime,
): { observedAt: string; expiresAt?: string } {
  const observedAt = DateTime.fromISO(sent.observedAt).toUTC();
  if (observedAt > now.plus(AHEAD)) {
    throw new InputError(
      `observedAt: ${sent.observedAt} is in the future, here it is ${now.toISO()}; check the clock of the sender`,
    );
  }
  if (observedAt < now.minus(OLDEST)) {
    throw new InputError(
      `observedAt: ${sent.observedAt} is more than ${OLDEST.years} years ago`,
    );
  }
  const expiresAt =
    sent.expiresAt === undefined
      ? expiresAfterMs && observedAt.plus(expiresAfterMs)
      : DateTime.fromISO(sent.expiresAt).toUTC();
  if (expiresAt && expiresAt.year > 9999) {
    throw new InputError(
      `expiresAt: ${sent.expiresAt} is after the year 9999 in UTC; leave it out for never`,
    );
  }
  if (expiresAt && expiresAt <= observedAt) {
    throw new InputError(
      `expiresAt: ${sent.expiresAt} is not after observedAt, ${sent.observedAt}`,
    );
  }
  return {
    observedAt: observedAt.toISO()!,
    ...(expiresAt && { expiresAt: expiresAt.toISO()! }),
  };
}

function countsOf(results: PushResult[]): PushResults['counts'] {
  const counts = { stored: 0, unchanged: 0, outdated: 0, refused: 0 };
  results.forEach(({ result }) => {
    counts[result] += 1;
  });
  return counts;
}

function soFar(results: PushResult[]): string {
  const { stored, unchanged, outdated, refused } = countsOf(results);
  const first = results.find(({ result }) => result === 'refused');
  return `The first ${results.length} items are done: ${stored} stored, ${unchanged} unchanged, ${outdated} outdated, ${refused} refused${
    first?.result === 'refused'
      ? ` (the first at ${first.index}: ${first.problem})`
      : ''
  }. Send the others in another request, at most ${maxPushedFacts} at a time`;
}
