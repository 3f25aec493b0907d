import { useApi } from '@backstage/core-plugin-api';
import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Flex, Link, Text } from '@backstage/ui';
import { ActionAlert } from '../../ui/components/ActionAlert';
import {
  Assessment,
  assessmentReviewPermission,
  availableActions,
  Risk,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import {
  recommendedPattern,
  classifyRecommendation,
  classifyPlacement,
  RequirementsToRelax,
  useRecommendationText,
} from '../advice';
import { pavedRoadApiRef } from '../../data/api';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatChance } from '../../ui/formats';
import { Outcome, OutcomeDialog } from '../../ui/components/OutcomeDialog';
import { SeverityChip } from '../../ui/components/SeverityChip';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useTitles } from '../../ui/model';
import { decisionTexts } from './texts';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { toPlacementAnswer, useOutcomeText } from './answer';
import { isConflict } from './ConflictAlert';

export type ReviewOutcome = 'approve' | 'requestChanges' | 'reject';

const outcomes: ReviewOutcome[] = ['approve', 'requestChanges', 'reject'];
const ranks: Risk['severity'][] = ['high', 'medium', 'low'];
const MOST_RISKS = 3;

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

/** The review dialog of a submitted assessment. */
export function ReviewDialog(props: {
  assessment: Assessment;
  /** Entity reference of the person. */
  userRef: string;
  onReviewed: (reviewed: Assessment, outcome: ReviewOutcome) => void;
  onClose: () => void;
}) {
  const { userRef, onReviewed, onClose } = props;
  const [assessment, setAssessment] = useState(props.assessment);
  const { id, etag, entityRef } = assessment;
  const t = useTexts(decisionTexts, componentsTexts);
  const api = useApi(pavedRoadApiRef);
  const permission = usePermission({
    permission: assessmentReviewPermission,
    resourceRef: entityRef,
  });
  const preview = useAsync(
    () => api.previewAssessmentReview(id),
    [api, id, etag],
  );
  const [reloading, reload] = useAsyncFn(
    async () => setAssessment(await api.getAssessment(id)),
    [api, id],
  );
  const [reviewedEtag, setReviewedEtag] = useState<string>();
  const [reviewing, review] = useAsyncFn(
    async (outcome: ReviewOutcome, comment: string | undefined) => {
      setReviewedEtag(etag);
      const calls = {
        approve: () => api.approveAssessment(id, etag, comment),
        requestChanges: () =>
          api.requestAssessmentChanges(id, etag, comment ?? ''),
        reject: () => api.rejectAssessment(id, etag, comment),
      };
      onReviewed(await calls[outcome](), outcome);
    },
    [api, id, etag, onReviewed],
  );
  const isOpen =
    permission.allowed &&
    availableActions(assessment, userRef).includes('approve');
  // An error belongs to the version that caused it.
  const error = reviewedEtag === etag ? reviewing.error : undefined;
  const hasChanged = error && isConflict(error);
  return (
    <OutcomeDialog
      title={t('review.title')}
      outcomes={
        isOpen && !hasChanged
          ? outcomes.map((outcome): Outcome<ReviewOutcome> => ({
              id: outcome,
              label: t(`review.${outcome}.confirm`),
              effect: t(`review.${outcome}.explanation`),
              comment: t(`review.${outcome}.comment`),
              needsComment: outcome !== 'approve',
              commentMissing: t('review.commentMissing'),
              isDestructive: outcome === 'reject',
            }))
          : []
      }
      levels={preview.value?.levels}
      preview={preview}
      isPending={reviewing.loading}
      error={hasChanged ? undefined : error}
      failed={t('review.failed')}
      onConfirm={review}
      onClose={onClose}
    >
      <ReviewSubject assessment={assessment} />
      {!isOpen && !permission.loading && (
        <Text as="p" color="secondary">
          {assessment.status === 'submitted'
            ? t(
                permission.allowed
                  ? 'action.secondPerson'
                  : 'review.notAllowed',
              )
            : t('review.over', {
                status: t(`assessment.status.${assessment.status}`),
              })}
        </Text>
      )}
      {hasChanged && (
        <ActionAlert
          role="alert"
          icon
          status="warning"
          title={t('conflict.title')}
          customActions={
            <Button
              size="small"
              variant="secondary"
              isPending={reloading.loading}
              onPress={reload}
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

/** The decision, the arguments against it, and its submitter. */
function ReviewSubject({ assessment }: { assessment: Assessment }) {
  const { entityRef, advice, author, events } = assessment;
  const { recommendation } = advice;
  const t = useTexts(decisionTexts);
  const outcomeText = useOutcomeText();
  const links = useEntityLinks();
  const recommendationText = useRecommendationText();
  const decision = assessment.decision ?? { pattern: recommendation.pattern };
  const isOverride =
    (classifyRecommendation(advice).kind !== 'none' &&
      decision.pattern !== recommendedPattern(advice)) ||
    toPlacementAnswer({ decision, advice })?.kind === 'override';
  const submission = events.findLast(({ action }) => action === 'submitted');
  const recommendedText = () => {
    const recommended = recommendationText(advice);
    const { languageModel } = advice;
    const placed = languageModel && classifyPlacement(languageModel).kind;
    if (placed === 'none' || placed === 'impossible') {
      return t('review.recommended', { recommended });
    }
    const share = formatChance(recommendation.confidence);
    return languageModel?.placement
      ? t('review.confidences', {
          recommended,
          share,
          placementShare: formatChance(
            languageModel.expected[languageModel.placement],
          ),
        })
      : t('review.confidence', { recommended, share });
  };
  return (
    <>
      <Flex direction="column" gap="1">
        <Text as="p" variant="title-x-small" weight="bold">
          {t('review.decision', {
            pattern: outcomeText({ decision, advice }),
            service: (
              <Link
                variant="title-x-small"
                weight="bold"
                href={`${links.architecture(entityRef)}?assessment=${encodeURIComponent(assessment.id)}`}
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
        <Text as="p" color="secondary" variant="body-small">
          {t('review.submittedBy', {
            person: <EntityRefLink entityRef={submission?.actor ?? author} />,
            age: <TimeAgo at={submission?.at ?? assessment.updatedAt} />,
          })}
        </Text>
        {submission?.comment && <Text as="p">“{submission.comment}”</Text>}
      </Flex>
      {isOverride ? (
        <Alert
          icon
          status="warning"
          title={t('review.overrides', {
            recommended: recommendationText(advice),
          })}
          description={decision.rationale}
        />
      ) : (
        decision.rationale && <Text as="p">{decision.rationale}</Text>
      )}
      <Text as="p">{recommendedText()}</Text>
      {advice.languageModel && (
        <RequirementsToRelax languageModel={advice.languageModel} />
      )}
      <Risks risks={advice.risks} />
    </>
  );
}

/** Shows the most severe risks. */
function Risks(props: { risks: Risk[] }) {
  const t = useTexts(decisionTexts);
  // Show a risk of both the decided and the recommended pattern once, with the higher severity.
  const risks = [
    ...new Map(
      [...props.risks]
        .sort((a, b) => ranks.indexOf(b.severity) - ranks.indexOf(a.severity))
        .map(risk => [risk.id, risk]),
    ).values(),
  ].sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
  const left = risks.length - MOST_RISKS;
  return risks.length === 0 ? (
    <Text as="p" color="secondary">
      {t('review.noRisks')}
    </Text>
  ) : (
    <Flex direction="column" gap="1">
      {risks.slice(0, MOST_RISKS).map(({ id, severity, title }) => (
        <Flex key={id} gap="2" align="center">
          <SeverityChip severity={severity} />
          <Text as="span">{title}</Text>
        </Flex>
      ))}
      {left > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {t('review.moreRisks', { count: left })}
        </Text>
      )}
    </Flex>
  );
}
