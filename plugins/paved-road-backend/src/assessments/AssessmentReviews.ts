import {
  approveAssessment,
  Assessment,
  ChangeRequest,
  rejectAssessment,
  requestChanges,
  submitAssessment,
  supersedeAssessment,
  Transition,
  withdrawAssessment,
} from '@paved-road/plugin-paved-road-common';
import { Caller } from '../http/Caller';
import { Precondition } from '../http/etag';
import { AssessmentStore } from './AssessmentStore';
import { AssessmentWriter } from './AssessmentWriter';
import { withState } from './withState';

/** The use cases that lead an assessment from its draft to a decision. */
export class AssessmentReviews {
  readonly #store: AssessmentStore;
  readonly #writer: AssessmentWriter;

  constructor(options: { store: AssessmentStore; writer: AssessmentWriter }) {
    this.#store = options.store;
    this.#writer = options.writer;
  }

  /** Hands a draft to review; without a decision it accepts the recommendation. */
  async submit(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const submission = this.#writer.signature(caller);
    return await this.#writer.write(
      id,
      'submit',
      precondition,
      caller,
      ({ stored }) => [
        this.#writer.change(
          withState(stored, submitAssessment(stored, submission)),
          caller,
          'submitted',
          comment,
        ),
      ],
    );
  }

  /** Takes a submitted assessment back. */
  async withdraw(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    return await this.#writer.write(
      id,
      'withdraw',
      precondition,
      caller,
      ({ stored }) => [
        this.#writer.change(
          withState(stored, withdrawAssessment(stored)),
          caller,
          'withdrawn',
          comment,
        ),
      ],
    );
  }

  /** Approves a submitted assessment; an earlier approved one of the entity is superseded. */
  async approve(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const review = { ...this.#writer.signature(caller), comment };
    return await this.#writer.write(
      id,
      'approve',
      precondition,
      caller,
      async ({ stored }) => {
        const approved = this.#writer.change(
          withState(stored, approveAssessment(stored, review)),
          caller,
          'approved',
          comment,
        );
        const earlier = await this.#store.findApproved(stored.entityRef);
        return earlier
          ? [
              this.#writer.change(
                withState(earlier, supersedeAssessment(earlier)),
                caller,
                'superseded',
                `Replaced by assessment ${id}`,
              ),
              approved,
            ]
          : [approved];
      },
    );
  }

  /** Returns a submitted assessment to its author, with what is to be changed. */
  async requestChanges(
    id: string,
    { comment }: ChangeRequest,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const changes = { ...this.#writer.signature(caller), comment };
    return await this.#writer.write(
      id,
      'request-changes',
      precondition,
      caller,
      ({ stored }) => [
        this.#writer.change(
          withState(stored, requestChanges(stored, changes)),
          caller,
          'returned',
          comment,
        ),
      ],
    );
  }

  /** Rejects a submitted assessment, for good. */
  async reject(
    id: string,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const review = { ...this.#writer.signature(caller), comment };
    return await this.#writer.write(
      id,
      'reject',
      precondition,
      caller,
      ({ stored }) => [
        this.#writer.change(
          withState(stored, rejectAssessment(stored, review)),
          caller,
          'rejected',
          comment,
        ),
      ],
    );
  }
}
