import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  Assessment,
  assessmentsChannelFor,
  ReviewComment,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useData } from '../../data/queries/useData';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { MoreButton } from '../../ui/components/MoreButton';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useTexts } from '../../ui/texts/useTexts';
import { decisionTexts } from './texts';

/** The last comments are shown, because they are about the current version. */
const SHOWN = 3;

/** The comments on an assessment, oldest first; reloads when somebody comments. */
export function useReviewComments({
  id,
  entityRef,
}: Pick<Assessment, 'id' | 'entityRef'>) {
  return useData(
    ['reviewComments', id],
    async api => (await api.getReviewComments(id)).items,
    { channels: [assessmentsChannelFor(entityRef)], keepsLastKey: false },
  );
}

/** The thread of a review. Shows nothing without comments. */
export function ReviewThread(props: {
  assessment: Pick<Assessment, 'id' | 'entityRef'>;
}) {
  const comments = useReviewComments(props.assessment);
  const t = useTexts(decisionTexts);
  const [isExpanded, setExpanded] = useState(false);
  const { error, loading, retry, value = [] } = comments;
  const earlier = value.length - SHOWN;
  if (error && !loading) {
    return <ErrorAlert error={error} onRetry={retry} />;
  }
  return (
    value.length > 0 && (
      <Flex
        direction="column"
        gap="2"
        role="group"
        aria-label={t('thread.title')}
      >
        <Text as="h3" weight="bold">
          {t('thread.title')}
        </Text>
        {earlier > 0 && (
          <MoreButton
            isExpanded={isExpanded}
            more={t('thread.earlier', { count: earlier })}
            fewer={t('thread.fewer')}
            onChange={setExpanded}
          />
        )}
        {(isExpanded ? value : value.slice(-SHOWN)).map(comment => (
          <Comment key={`${comment.at} ${comment.actor}`} comment={comment} />
        ))}
      </Flex>
    )
  );
}

const reviewActions = [
  'submitted',
  'approved',
  'rejected',
  'returned',
] as const;

/** Other actions are of no interest in a thread. */
const toTextKey = (action: ReviewComment['action']) =>
  reviewActions.find(found => found === action) ?? 'commented';

function Comment(props: { comment: ReviewComment }) {
  const { actor, action, at, comment } = props.comment;
  const t = useTexts(decisionTexts);
  return (
    <div>
      <Text as="p" color="secondary" variant="body-small">
        {t(`thread.by.${toTextKey(action)}`, {
          person: <EntityRefLink entityRef={actor} defaultKind="user" />,
          age: <TimeAgo at={at} />,
        })}
      </Text>
      <Text as="p">{comment}</Text>
    </div>
  );
}
