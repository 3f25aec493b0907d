import {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import {
  factPushPermission,
  maxPushedFacts,
  PushedFact,
  PushResult,
  PushResults,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { setImmediate } from 'node:timers/promises';
import {
  EntityCondition,
  toEntityCondition,
  toFilterPredicate,
} from '../catalog/entityConditions';
import { createMatcher } from '../catalog/AccessClasses';
import { EntityAccess } from '../catalog/types';
import { identifyActor, Caller } from '../http/Caller';
import { PayloadTooLargeError } from '../http/createRoutes';
import { FactCollectors } from './FactCollectors';
import { Push, PushedFactStore, PushOutcome } from './PushedFactStore';
import { Checked, readPush, Refusal, refuse } from './readPush';

/** How many items are checked and stored at once. */
const CHUNK = 500;
/** Keeps requests to the permission back end far below their limit. */
const MOST_DECISIONS = 100;

/** An item of a batch as it was sent, or why it is unreadable. */
export type SentItem = { item: unknown } | { problem: string };

type Decision =
  | AuthorizeResult.ALLOW
  | AuthorizeResult.DENY
  | {
      /** Absent if only the catalog can evaluate it. */
      condition?: EntityCondition;
    };

type ItemOutcome = { result: PushOutcome } | { refusal: Refusal };

export class FactPushService {
  constructor(
    private readonly options: {
      store: Pick<PushedFactStore, 'push'>;
      collectors: FactCollectors;
      entities: Pick<EntityAccess, 'getVisibleOf'>;
      catalog: Pick<CatalogService, 'queryEntities'>;
      permissions: PermissionsService;
      auth: AuthService;
      auditor: AuditorService;
      /** Evaluates entities that are due. */
      worker: { run(): Promise<void> };
    },
  ) {}

  /**
   * Stores one fact.
   *
   * @throws NotFoundError if the caller may not see the entity, or the fact does not exist
   * @throws NotAllowedError if the caller may not push it
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
        throw toRefusalError(checked.refusal);
      }
      const [result] = await this.#save([checked.push], caller);
      return { answer: { index: 0, result }, meta: { result } };
    });
  }

  /**
   * Stores facts in parts, as they arrive. An invalid item is refused in its result and stops no other.
   *
   * @param sent - parts of the batch; may throw PayloadTooLargeError after some
   * @throws NotAllowedError if the caller may push none of them, if possible before the body is read
   */
  async push(
    sent: AsyncIterable<SentItem[]> | Iterable<SentItem[]>,
    caller: Caller,
  ): Promise<PushResults> {
    const meta = { actionType: 'push-batch' };
    return await this.#audited(caller, meta, async () => {
      await this.#demandAny(caller);
      const outcomes: ItemOutcome[] = [];
      try {
        for await (const part of sent) {
          for (let start = 0; start < part.length; start += CHUNK) {
            const chunk = part.slice(start, start + CHUNK);
            outcomes.push(...(await this.#store(chunk, caller)));
            // Refused items need no I/O, and would otherwise block all other requests.
            await setImmediate();
          }
        }
      } catch (error) {
        if (error instanceof PayloadTooLargeError && outcomes.length > 0) {
          throw new PayloadTooLargeError(
            `${error.message}. ${summarize(outcomes.map(toResult))}`,
          );
        }
        throw error;
      }
      demandSomeAllowed(outcomes);
      const results = outcomes.map(toResult);
      const counts = countByResult(results);
      return { answer: { counts, results }, meta: { counts } };
    });
  }

  async #store(sent: SentItem[], caller: Caller): Promise<ItemOutcome[]> {
    const checked = await this.#check(sent, caller);
    const pushes = checked.flatMap(item => ('push' in item ? [item.push] : []));
    const outcomes = await this.#save(pushes, caller);
    let next = 0;
    return checked.map(item =>
      'push' in item ? { result: outcomes[next++] } : item,
    );
  }

  async #save(pushes: Push[], { credentials }: Caller): Promise<PushOutcome[]> {
    if (pushes.length === 0) {
      return [];
    }
    return await this.options.store.push(pushes, {
      by: identifyActor(this.options.auth, credentials, 'push facts'),
      now: new Date(),
    });
  }

  /** Asks the catalog and the policy once for all items. */
  async #check(sent: SentItem[], caller: Caller): Promise<Checked[]> {
    const now = DateTime.utc();
    const read = sent.map(one =>
      'problem' in one
        ? refuse('invalid', one.problem)
        : readPush(one.item, {
            facts: this.options.collectors,
            now,
            isService: this.options.auth.isPrincipal(
              caller.credentials,
              'service',
            ),
          }),
    );
    const pushes = read.flatMap(item => ('push' in item ? [item.push] : []));
    const decision = await this.#decide(caller);
    const isAllowed = decision === AuthorizeResult.ALLOW;
    const entities = await this.options.entities.getVisibleOf(
      [...new Set(pushes.map(({ entityRef }) => entityRef))],
      caller.credentials,
      isAllowed &&
        pushes.every(
          ({ name }) => this.options.collectors.definition(name)!.coversAll,
        )
        ? { fields: [] }
        : {},
    );
    const allowed = isAllowed
      ? entities
      : await this.#selectAllowed([...entities.values()], decision, caller);
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
      return this.options.collectors.definition(name)!.covers(entity)
        ? item
        : refuse(
            'invalid',
            `fact: ${name} is not declared for an entity like ${entityRef}; see its filter`,
          );
    });
  }

  /** @throws NotAllowedError if the policy allows pushing facts of no entity in the catalog */
  async #demandAny(caller: Caller): Promise<void> {
    const decision = await this.#decide(caller);
    const isDenied =
      typeof decision === 'string'
        ? decision === AuthorizeResult.DENY
        : decision.condition && !(await this.#matchesAny(decision.condition));
    if (isDenied) {
      throw new NotAllowedError('You may not push facts of any entity');
    }
  }

  async #matchesAny(condition: EntityCondition): Promise<boolean> {
    const { items } = await this.options.catalog.queryEntities(
      {
        query: toFilterPredicate(condition),
        fields: ['kind'],
        limit: 1,
        totalItems: 'exclude',
      },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    return items.length > 0;
  }

  /** The decision of the policy: for all entities, or by conditions. */
  async #decide({ credentials }: Caller): Promise<Decision> {
    const [decision] = await this.options.permissions.authorizeConditional(
      [{ permission: factPushPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.CONDITIONAL
      ? { condition: toEntityCondition(decision.conditions) }
      : decision.result;
  }

  /** The entities whose facts the caller may push. */
  async #selectAllowed(
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
        .filter(createMatcher(condition))
        .forEach(entity => allowed.add(stringifyEntityRef(entity)));
      return allowed;
    }
    for (let start = 0; start < entities.length; start += MOST_DECISIONS) {
      const refs = entities
        .slice(start, start + MOST_DECISIONS)
        .map(entity => stringifyEntityRef(entity));
      const decisions = await this.options.permissions.authorize(
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

  /** Records a request and its outcome as one audit event. */
  async #audited<T>(
    { request }: Caller,
    meta: { actionType: string } & JsonObject,
    write: () => Promise<{ answer: T; meta: JsonObject }>,
  ): Promise<T> {
    const event = await this.options.auditor.createEvent({
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
      // Earlier, the next part would wait for the evaluation.
      void this.options.worker.run();
    }
  }
}

function toResult(outcome: ItemOutcome, index: number): PushResult {
  return 'refusal' in outcome
    ? { index, result: 'refused', problem: outcome.refusal.problem }
    : { index, result: outcome.result };
}

/** @throws NotAllowedError if each item was refused for lack of permission */
function demandSomeAllowed(outcomes: ItemOutcome[]): void {
  const refusals = outcomes.flatMap(outcome =>
    'refusal' in outcome && outcome.refusal.kind === 'not-allowed'
      ? [outcome.refusal]
      : [],
  );
  if (refusals.length > 0 && refusals.length === outcomes.length) {
    throw toRefusalError(refusals[0]);
  }
}

function toRefusalError({ kind, problem }: Refusal): Error {
  switch (kind) {
    case 'not-found':
      return new NotFoundError(problem);
    case 'not-allowed':
      return new NotAllowedError(problem);
    default:
      return new InputError(problem);
  }
}

function countByResult(results: PushResult[]): PushResults['counts'] {
  const counts = { stored: 0, unchanged: 0, outdated: 0, refused: 0 };
  results.forEach(({ result }) => {
    counts[result] += 1;
  });
  return counts;
}

function summarize(results: PushResult[]): string {
  const { stored, unchanged, outdated, refused } = countByResult(results);
  const first = results.find(({ result }) => result === 'refused');
  return `The first ${results.length} items are done: ${stored} stored, ${unchanged} unchanged, ${outdated} outdated, ${refused} refused${
    first?.result === 'refused'
      ? ` (the first at ${first.index}: ${first.problem})`
      : ''
  }. Send the others in another request, at most ${maxPushedFacts} at a time`;
}
