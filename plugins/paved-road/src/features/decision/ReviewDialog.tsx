import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  Assessment,
  availableActions,
  isCurrent,
  presentStanding,
} from '@paved-road/plugin-paved-road-common';
import { computeStanding } from '@paved-road/plugin-paved-road-common/advisor';
import { useState } from 'react';
import {
  classifyRecommendation,
  classifyPlacement,
  RequirementsToRelax,
  useRecommendationText,
} from '../advice';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { useData } from '../../data/queries/useData';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Outcome, OutcomeDialog } from '../../ui/components/OutcomeDialog';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useTitles } from '../../ui/model';
import { decisionTexts } from './texts';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useOutcomeText } from './answer';
import { useCommentPermission } from './CommentForm';
import { isConflict } from './ConflictAlert';
import { RecordDialog } from './RecordDialog';
import { ReviewArguments } from './ReviewArguments';
import { ReviewThread } from './ReviewThread';
import { StandingBadge } from './StandingBadge';

export type ReviewOutcome = 'approve' | 'requestChanges' | 'reject' | 'comment';

const reviews = ['approve', 'requestChanges', 'reject'] as const;

/** Asks for a comment before a draft is submitted. */
export function SubmitDialog(props: {
  assessment: Pick<Assessment, 'advice' | 'decision'>;
  isPending: boolean;
  error?: Error;
  onConfirm: (comment: string | undefined) => void;
  onClose: () => void;
}) {
  const { advice, decision } = props.assessment;
  const titles = useTitles();
  const classified = classifyRecommendation(advice);
  const placed =
    advice.languageModel && classifyPlacement(advice.languageModel);
  const t = useTexts(decisionTexts);
  return (
    <OutcomeDialog
      title={t('review.submit.title')}
      outcomes={[
        {
          id: 'submit',
          label: t('review.submit.confirm'),
          effect: t('review.submit.explanation'),
          comment: t('review.submit.comment'),
        },
      ]}
      isPending={props.isPending}
      error={props.error}
      failed={t('review.failed')}
      onConfirm={(_, comment) => props.onConfirm(comment)}
      onClose={props.onClose}
    >
      {!decision && classified.kind === 'either' && (
        <Text as="p">
          {t('review.submit.close', {
            pattern: titles.pattern(classified.recommended[0]),
            other: titles.pattern(classified.recommended[1]),
          })}
        </Text>
      )}
      {!decision?.placement && placed?.kind === 'either' && (
        <Text as="p">
          {t('review.submit.close', {
            pattern: titles.placement(placed.recommended[0]),
            other: titles.placement(placed.recommended[1]),
          })}
        </Text>
      )}
    </OutcomeDialog>
  );
}

export function ReviewDialog(props: {
  assessment: Assessment;
  /** Entity reference of the person. */
  userRef: string;
  onReviewed: (reviewed: Assessment, outcome: ReviewOutcome) => void;
  onClose: () => void;
}) {
  const { userRef, onReviewed, onClose } = props;
  const [assessment, setAssessment] = useState(props.assessment);
  const { id, etag, entityRef, status } = assessment;
  const t = useTexts(decisionTexts, componentsTexts);
  const api = usePavedRoadApi();
  const { mayComment, mayReview, isKnown } = useCommentPermission(entityRef);
  const preview = useData(['reviewPreview', id, etag], () =>
    api.previewAssessmentReview(id),
  );
  const reloading = useAction(async () =>
    setAssessment(await api.getAssessment(id)),
  );
  const [reviewedEtag, setReviewedEtag] = useState<string>();
  const reviewing = useAction(
    async (outcome: ReviewOutcome, comment: string | undefined) => {
      setReviewedEtag(etag);
      const calls = {
        approve: () => api.approveAssessment(id, etag, comment),
        requestChanges: () =>
          api.requestAssessmentChanges(id, etag, comment ?? ''),
        reject: () => api.rejectAssessment(id, etag, comment),
        comment: async () => {
          await api.addReviewComment(id, comment ?? '');
          return assessment;
        },
      };
      onReviewed(await calls[outcome](), outcome);
    },
  );
  const isOpen =
    mayReview && availableActions(assessment, userRef).includes('approve');
  // An error belongs to the version that caused it.
  const error = reviewedEtag === etag ? reviewing.error : undefined;
  const hasChanged = error && isConflict(error);
  const outcomes: ReviewOutcome[] = [
    ...(isOpen ? reviews : []),
    ...(mayComment && status === 'submitted' ? (['comment'] as const) : []),
  ];
  const toOutcome = (outcome: ReviewOutcome): Outcome<ReviewOutcome> => ({
    id: outcome,
    label: t(`review.${outcome}.confirm`),
    effect: t(`review.${outcome}.explanation`),
    takes:
      outcome === 'comment'
        ? undefined
        : (from, to) => t(`review.${outcome}.takes`, { from, to }),
    comment: t(`review.${outcome}.comment`),
    needsComment: outcome !== 'approve',
    commentMissing: t('review.commentMissing'),
    isDestructive: outcome === 'reject',
  });
  return (
    <OutcomeDialog
      title={t('review.title')}
      outcomes={hasChanged || !isKnown ? [] : outcomes.map(toOutcome)}
      levels={preview.value?.levels}
      preview={isOpen ? preview : undefined}
      isPending={reviewing.isPending}
      error={hasChanged ? undefined : error}
      failed={t('review.failed')}
      onConfirm={reviewing.run}
      onClose={onClose}
    >
      <ReviewSubject assessment={assessment} />
      {!isOpen && isKnown && (
        <Text as="p" color="secondary">
          {status === 'submitted'
            ? t(mayReview ? 'action.secondPerson' : 'review.notAllowed')
            : t('review.over', {
                status: t(`assessment.status.${status}`),
              })}
        </Text>
      )}
      {hasChanged && (
        <Notice
          role="alert"
          title={t('conflict.title')}
          customActions={
            <Button
              size="small"
              variant="secondary"
              isPending={reloading.isPending}
              onPress={() => reloading.run()}
            >
              {t('conflict.reload')}
            </Button>
          }
        />
      )}
      {hasChanged && reloading.error && <ErrorAlert error={reloading.error} />}
    </OutcomeDialog>
  );
}

/** The decision, its standing, the arguments against it, the comments, and why it overrides the recommendation. */
function ReviewSubject({ assessment }: { assessment: Assessment }) {
  const { id, entityRef, advice, author, events } = assessment;
  const t = useTexts(decisionTexts);
  const outcomeText = useOutcomeText();
  const links = useEntityLinks();
  const recommendationText = useRecommendationText();
  const [isRecordOpen, setRecordOpen] = useState(false);
  const { decision } = assessment;
  const standing = assessment.standing ?? computeStanding(assessment);
  const submission = events.findLast(({ action }) => action === 'submitted');
  return (
    <>
      <Flex direction="column" gap="1" align="start">
        <Text as="p" variant="title-x-small" weight="bold">
          {t('review.decision', {
            pattern: outcomeText({ decision, advice }),
            service: (
              <Link
                variant="title-x-small"
                weight="bold"
                href={`${links.architecture(entityRef)}?assessment=${encodeURIComponent(id)}`}
              >
                <EntityDisplayName
                  entityRef={entityRef}
                  hideIcon
                  disableTooltip
                />
              </Link>
            ),
          })}
        </Text>
        {isCurrent(assessment) && (
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            <StandingBadge standing={standing} />
            <Text as="span">{presentStanding(standing).reason}</Text>
          </Flex>
        )}
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          <Text as="p" color="secondary" variant="body-small">
            {t('review.submittedBy', {
              person: <EntityRefLink entityRef={submission?.actor ?? author} />,
              age: <TimeAgo at={submission?.at ?? assessment.updatedAt} />,
            })}
          </Text>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setRecordOpen(true)}
          >
            {t('review.record')}
          </Button>
        </Flex>
      </Flex>
      <ReviewArguments assessment={assessment} />
      {advice.languageModel && (
        <RequirementsToRelax languageModel={advice.languageModel} />
      )}
      <ReviewThread assessment={assessment} />
      {standing.overrides ? (
        <Notice
          title={t('review.overrides', {
            recommended: recommendationText(advice),
          })}
          description={decision?.rationale}
        />
      ) : (
        decision?.rationale && <Text as="p">{decision.rationale}</Text>
      )}
      {isRecordOpen && (
        <RecordDialog
          assessmentId={id}
          entityRef={entityRef}
          onClose={() => setRecordOpen(false)}
        />
      )}
    </>
  );
}
