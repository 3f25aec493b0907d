import { ConflictError } from '@backstage/errors';
import {
  listReviewComments,
  NewComment,
  ReviewComment,
} from '@paved-road/plugin-paved-road-common';
import { Caller } from '../http/Caller';
import { sign } from '../records/RecordWriter';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentPublisher } from './AssessmentPublisher';
import { CommentStore } from './CommentStore';

/** Comments per assessment, so that a thread fits one response. */
const MOST_COMMENTS = 200;

/** The use cases of the thread of a review. */
export class CommentService {
  constructor(
    private readonly options: {
      store: CommentStore;
      access: AssessmentAccess;
      publisher: AssessmentPublisher;
    },
  ) {}

  /** All comments on an assessment, oldest first. */
  async list(
    id: string,
    { credentials }: Caller,
  ): Promise<{ items: ReviewComment[] }> {
    const { stored } = await this.options.access.demandReadable(
      id,
      credentials,
    );
    const comments = await this.options.store.list(id);
    return { items: listReviewComments(stored.events, comments) };
  }

  /**
   * Adds a comment and notifies the other people in the thread. The revision of the assessment stays, so that a comment
   * does not interfere with a review or a draft under way.
   *
   * @throws ConflictError if the entity was removed or the thread is full
   */
  async add(
    id: string,
    { comment }: NewComment,
    caller: Caller,
  ): Promise<ReviewComment> {
    const { access, publisher, store } = this.options;
    const meta = { actionType: 'comment', id };
    return await publisher.audited(caller, meta, async () => {
      const readable = await access.demandReadable(id, caller.credentials);
      const entity = access.demandEntity(readable);
      const { stored } = readable;
      await access.demandComment(stored, caller.credentials);
      const { by: actor, at } = sign(access, caller);
      const added: ReviewComment = { at, actor, action: 'commented', comment };
      const earlier = await store.list(id);
      if (!(await store.add(id, added, MOST_COMMENTS))) {
        throw new ConflictError(
          `The assessment has ${MOST_COMMENTS} comments, and can have no more`,
        );
      }
      await publisher.commented(stored, entity, added, earlier);
      return added;
    });
  }
}
