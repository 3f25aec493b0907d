import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  AdviceRequest,
  approveAssessment,
  assertEditable,
  Assessment,
  AssessmentEvent,
  AssessmentPatch,
  AssessmentQuery,
  AssessmentSummary,
  NewAssessment,
  Page,
  rejectAssessment,
  renderDecisionRecord,
  submitAssessment,
  supersedeAssessment,
  Transition,
  withdrawAssessment,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { Advisor } from '../advisor/types';
import { newSyncId } from '../catalog/CatalogSync';
import {
  assessableKinds,
  isAssessableKind,
  normalizeEntityRef,
  toEntityRecord,
} from '../catalog/entityRecord';
import { EntityAccess, EntityIndexStore } from '../catalog/types';
import { Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { AssessmentFactsSource } from '../scorecards/types';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentPublisher } from './AssessmentPublisher';
import {
  AssessmentChange,
  AssessmentStore,
  PageRequest,
  StaleCriteria,
  StoredAssessment,
} from './AssessmentStore';
import { presentAssessment, withState } from './presentAssessment';

/** The use cases of assessments. */
export class AssessmentService implements AssessmentFactsSource {
  readonly #store: AssessmentStore;
  readonly #access: AssessmentAccess;
  readonly #entities: EntityAccess;
  readonly #index: EntityIndexStore;
  readonly #advisor: Advisor;
  readonly #publisher: AssessmentPublisher;
  readonly #reviewAfterDays: number;
  readonly #now: () => DateTime;

  constructor(options: {
    store: AssessmentStore;
    access: AssessmentAccess;
    entities: EntityAccess;
    index: EntityIndexStore;
    advisor: Advisor;
    publisher: AssessmentPublisher;
    /** After how many days an approved assessment is stale. */
    reviewAfterDays: number;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#index = options.index;
    this.#advisor = options.advisor;
    this.#publisher = options.publisher;
    this.#reviewAfterDays = options.reviewAfterDays;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Makes a draft, with advice computed here.
   *
   * @returns `created: false` and the earlier assessment when the author repeats an idempotency key
   */
  async create(
    entityRef: string,
    { idempotencyKey, ...request }: NewAssessment,
    caller: Caller,
  ): Promise<{ created: boolean; assessment: Assessment }> {
    assertAssessable(entityRef);
    const { credentials } = caller;
    return await this.#publisher.audited(
      caller,
      { actionType: 'create', entityRef },
      async () => {
        const entity = await this.#entities.getVisibleEntity(
          entityRef,
          credentials,
        );
        await this.#access.demandEdit(entityRef, credentials);
        const advice = this.#advisor.advise(request);
        const author = this.#access.actorOf(credentials);
        const at = this.#timestamp();
        // So that it does not look orphaned until the next sync.
        await this.#index.upsert([toEntityRecord(entity)], newSyncId());
        const { created, assessment } = await this.#store.create(
          {
            assessment: {
              ...request,
              id: randomUUID(),
              entityRef: stringifyEntityRef(entity),
              author,
              revision: 0,
              advice,
              createdAt: at,
              updatedAt: at,
              events: [],
              status: 'draft',
            },
            event: { at, actor: author, action: 'created' },
          },
          idempotencyKey,
        );
        if (created) {
          await this.#publisher.changed(assessment);
        }
        return { created, assessment: this.#present(assessment, false) };
      },
    );
  }

  async get(id: string, caller: Caller): Promise<Assessment> {
    const { stored, orphaned } = await this.#access.demandReadable(
      id,
      caller.credentials,
    );
    return this.#present(stored, orphaned);
  }

  /** The decision record, as Markdown. */
  async decisionRecord(id: string, caller: Caller): Promise<string> {
    return renderDecisionRecord(await this.get(id, caller));
  }

  /** The assessments of an entity, newest first. */
  async historyOf(
    entityRef: string,
    page: PageRequest,
    caller: Caller,
  ): Promise<Page<Assessment>> {
    assertAssessable(entityRef);
    const access = await this.#access.demandEntityReadAccess(
      entityRef,
      caller.credentials,
    );
    const history = await this.#store.history(
      entityRef,
      page,
      access.orphaned ? access.author : undefined,
    );
    if (access.orphaned && history.totalItems === 0) {
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    }
    return {
      ...history,
      items: history.items.map(item => this.#present(item, access.orphaned)),
    };
  }

  /** Assessments of all entities that the caller may see, newest first. */
  async list(
    { limit, cursor, owner, ...filter }: AssessmentQuery,
    caller: Caller,
  ): Promise<Page<AssessmentSummary>> {
    return await this.#store.list(
      {
        ...filter,
        owner: owner && normalizeEntityRef(owner, 'owner', 'group'),
      },
      await this.#access.listVisibility(caller.credentials),
      this.#staleCriteria(),
      { limit, cursor },
    );
  }

  async factsFor(entityRefs: string[]) {
    return await this.#store.factsFor(entityRefs, this.#staleCriteria());
  }

  /** Changes a draft; the advice follows. */
  async update(
    id: string,
    patch: AssessmentPatch,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Assessment> {
    return await this.#write(id, 'update', precondition, caller, old => {
      assertEditable(old);
      const request: AdviceRequest = {
        profile: patch.profile ?? old.profile,
        weights: patched(patch.weights, old.weights),
        assumptions: patched(patch.assumptions, old.assumptions),
        platform: patched(patch.platform, old.platform),
        decision: patched(patch.decision, old.decision),
      };
      return [
        this.#change(
          { ...old, ...request, advice: this.#advisor.advise(request) },
          caller,
          'updated',
        ),
      ];
    });
  }

  /** Removes a draft and its history. */
  async delete(
    id: string,
    precondition: Precondition,
    caller: Caller,
  ): Promise<void> {
    await this.#publisher.audited(
      caller,
      { actionType: 'delete', assessmentId: id },
      async () => {
        const old = await this.#demandWritable(
          id,
          'delete',
          precondition,
          caller,
        );
        assertEditable(old);
        if (!(await this.#store.delete(id, old.revision))) {
          throw staleWrite();
        }
        await this.#publisher.changed({ ...old, status: 'deleted' });
      },
    );
  }

  /** Hands a draft to review; without a decision it accepts the recommendation. */
  async submit(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const submitted = this.#signature(caller);
    return await this.#write(id, 'submit', precondition, caller, old => [
      this.#change(
        withState(old, submitAssessment(old, submitted)),
        caller,
        'submitted',
        comment,
      ),
    ]);
  }

  /** Takes a submitted assessment back. */
  async withdraw(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    return await this.#write(id, 'withdraw', precondition, caller, old => [
      this.#change(
        withState(old, withdrawAssessment(old)),
        caller,
        'withdrawn',
        comment,
      ),
    ]);
  }

  /** Approves a submitted assessment; an earlier approved one of the entity is superseded. */
  async approve(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const review = { ...this.#signature(caller), comment };
    return await this.#write(id, 'approve', precondition, caller, async old => {
      const approved = this.#change(
        withState(old, approveAssessment(old, review)),
        caller,
        'approved',
        comment,
      );
      const earlier = await this.#store.findApproved(old.entityRef);
      return earlier
        ? [
            this.#change(
              withState(earlier, supersedeAssessment(earlier)),
              caller,
              'superseded',
              `Replaced by assessment ${id}`,
            ),
            approved,
          ]
        : [approved];
    });
  }

  /** Rejects a submitted assessment. */
  async reject(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const review = { ...this.#signature(caller), comment };
    return await this.#write(id, 'reject', precondition, caller, old => [
      this.#change(
        withState(old, rejectAssessment(old, review)),
        caller,
        'rejected',
        comment,
      ),
    ]);
  }

  /** @param next - the changes to store; the last one is of the assessment itself */
  async #write(
    id: string,
    actionType: Write,
    precondition: Precondition | undefined,
    caller: Caller,
    next: (
      old: StoredAssessment,
    ) => AssessmentChange[] | Promise<AssessmentChange[]>,
  ): Promise<Assessment> {
    return await this.#publisher.audited(
      caller,
      { actionType, assessmentId: id },
      async () => {
        const old = await this.#demandWritable(
          id,
          actionType,
          precondition,
          caller,
        );
        const saved = await this.#store.save(await next(old));
        const assessment = saved?.at(-1);
        if (!saved || !assessment) {
          throw precondition
            ? staleWrite()
            : new ConflictError(
                'Somebody changed an assessment of this entity at the same time; read it again and repeat your change',
              );
        }
        for (const changed of saved) {
          await this.#publisher.changed(changed);
        }
        return this.#present(assessment, false);
      },
    );
  }

  async #demandWritable(
    id: string,
    write: Write,
    precondition: Precondition | undefined,
    { credentials }: Caller,
  ): Promise<StoredAssessment> {
    const readable = await this.#access.demandReadable(id, credentials);
    const { stored } = readable;
    this.#access.assertNotOrphaned(readable);
    if (write === 'approve' || write === 'reject') {
      await this.#access.demandReview(stored.entityRef, credentials);
    } else {
      await this.#access.demandEdit(stored.entityRef, credentials);
    }
    assertPrecondition(precondition, stored.revision);
    return stored;
  }

  #change(
    assessment: StoredAssessment,
    { credentials }: Caller,
    action: AssessmentEvent['action'],
    comment?: string,
  ): AssessmentChange {
    const at = this.#timestamp();
    return {
      assessment: { ...assessment, updatedAt: at },
      event: { at, actor: this.#access.actorOf(credentials), action, comment },
    };
  }

  #signature({ credentials }: Caller) {
    return { by: this.#access.actorOf(credentials), at: this.#timestamp() };
  }

  #present(stored: StoredAssessment, orphaned: boolean): Assessment {
    return presentAssessment(stored, orphaned, this.#staleCriteria());
  }

  #staleCriteria(): StaleCriteria {
    return {
      modelVersion: this.#advisor.modelVersion,
      approvedBefore: this.#now()
        .minus({ days: this.#reviewAfterDays })
        .toJSDate()
        .toISOString(),
    };
  }

  #timestamp(): string {
    return this.#now().toJSDate().toISOString();
  }
}

type Write = 'update' | 'delete' | 'submit' | 'withdraw' | 'approve' | 'reject';

/** A part of a patch: null clears, undefined keeps. */
function patched<T>(
  part: T | null | undefined,
  old: T | undefined,
): T | undefined {
  return part === undefined ? old : (part ?? undefined);
}

function assertAssessable(entityRef: string): void {
  const { kind } = parseEntityRef(entityRef);
  if (!isAssessableKind(kind)) {
    throw new InputError(
      `kind: ${JSON.stringify(kind)} cannot be assessed, use one of ${assessableKinds.join(', ')}`,
    );
  }
}
