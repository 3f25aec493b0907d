import { usePermission } from '@backstage/plugin-permission-react';
import { Flex, TextAreaField } from '@backstage/ui';
import {
  Assessment,
  assessmentEditPermission,
  assessmentReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { useTexts } from '../../ui/texts/useTexts';
import { SmallButton } from '../../ui/components/SmallButton';
import { decisionTexts } from './texts';

/** Characters, as the service allows. */
const LONGEST_COMMENT = 2_000;

/** Whether the person may comment on assessments of an entity. */
export function useCommentPermission(entityRef: string) {
  const edit = usePermission({
    permission: assessmentEditPermission,
    resourceRef: entityRef,
  });
  const review = usePermission({
    permission: assessmentReviewPermission,
    resourceRef: entityRef,
  });
  return {
    mayComment: edit.allowed || review.allowed,
    mayReview: review.allowed,
    isKnown: !edit.loading && !review.loading,
  };
}

/** Adds a comment to the thread of a review, for people who may. */
export function CommentForm(props: {
  assessment: Pick<Assessment, 'id' | 'entityRef'>;
  onAdded: () => void;
}) {
  const { assessment, onAdded } = props;
  const { id, entityRef } = assessment;
  const t = useTexts(decisionTexts);
  const api = usePavedRoadApi();
  const { mayComment } = useCommentPermission(entityRef);
  const [comment, setComment] = useState('');
  const adding = useAction(async () => {
    await api.addReviewComment(id, comment);
    setComment('');
    onAdded();
  });
  return (
    mayComment && (
      <Flex direction="column" gap="2" align="start">
        <TextAreaField
          label={t('review.comment.comment')}
          maxLength={LONGEST_COMMENT}
          value={comment}
          onChange={setComment}
        />
        <SmallButton
          isDisabled={!comment.trim()}
          isPending={adding.isPending}
          onPress={() => adding.run()}
        >
          {t('review.comment.confirm')}
        </SmallButton>
        <ErrorAlert error={adding.error} />
      </Flex>
    )
  );
}
