import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { Flex } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import { useData } from '../../data/queries/useData';
import { ReviewDialog } from '../../features/decision/ReviewDialog';
import { AsyncView } from '../../ui/components/AsyncView';
import { ErrorAlert, isNotFound } from '../../ui/components/ErrorAlert';
import { OutcomeDialog } from '../../ui/components/OutcomeDialog';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { reviewsTexts } from './texts';
import { decisionTexts } from '../../features/decision/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useFleetData } from '../../data/fleet/fleetData';
import { reviewViews } from '../../data/links/urlQueries';
import { AssessmentHistory } from './AssessmentHistory';
import { GoneDialog } from './GoneDialog';
import styles from './Reviews.module.css';
import { useReviewsQuery } from './reviewsQuery';
import { WaiverDialog } from './WaiverDialog';
import { WaiverHistory } from './WaiverHistory';
import { loadOwnRequests, useReviewCounts } from './reviewCounts';
import { MyRequests, ToReview } from './WaitingReviews';

/** Pending reviews, the person's own requests, and finished reviews. */
export function ReviewsTab() {
  const t = useTexts(reviewsTexts);
  const identityApi = useApi(identityApiRef);
  const identity = useData(['identity'], () =>
    identityApi.getBackstageIdentity(),
  );
  const userRef = identity.value?.userEntityRef;
  const { query, update } = useReviewsQuery();
  const { view } = query;
  const [version, setVersion] = useState(0);
  const inbox = useFleetData(['inbox'], api => api.getInbox());
  const [outcome, setOutcome] = useState<string>();
  const outcomeRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The pressed element was removed with its row.
    if (outcome) {
      outcomeRef.current?.focus();
    }
  }, [outcome]);
  const reload = () => {
    setVersion(count => count + 1);
    inbox.retry();
  };
  const done = (text: string) => {
    update({ waiver: undefined, assessment: undefined });
    reload();
    setOutcome(text);
  };
  const own = useFleetData(['ownRequests', userRef, version], async api =>
    userRef ? await loadOwnRequests(api, userRef) : undefined,
  );
  const counts = useReviewCounts({
    inbox: inbox.value,
    own: own.value,
    version,
  });
  return (
    <Flex direction="column" gap="4">
      <ViewToggle
        label={t('reviews.views')}
        views={reviewViews.map(id => ({
          id,
          label: t(`reviews.view.${id}`),
          count: counts[id],
        }))}
        selected={view}
        onSelect={next => {
          setOutcome(undefined);
          update({ view: next });
        }}
      />
      <div
        ref={outcomeRef}
        role="status"
        tabIndex={-1}
        className={styles.outcome}
      >
        {outcome && <Notice status="success" title={outcome} />}
      </div>
      {identity.error && !identity.loading && (
        <ErrorAlert
          error={identity.error}
          title={t('reviews.identityFailed')}
          onRetry={identity.retry}
        />
      )}
      {view === 'inbox' && <ToReview inbox={inbox} onOpen={update} />}
      {view === 'mine' && userRef && (
        <MyRequests inbox={inbox} own={own} onOpen={update} />
      )}
      {view === 'assessments' && (
        <AssessmentHistory query={query} version={version} onChange={update} />
      )}
      {view === 'waivers' && (
        <WaiverHistory
          query={query}
          userRef={userRef}
          version={version}
          onChange={update}
        />
      )}
      {query.waiver && (
        <WaiverDialog
          // Another waiver of the chain starts with fresh state.
          key={query.waiver}
          id={query.waiver}
          onShow={id => update({ waiver: id })}
          onDecided={done}
          onOutdated={reload}
          onClose={() => update({ waiver: undefined })}
        />
      )}
      {query.assessment && userRef && (
        <AssessmentReview
          key={query.assessment}
          id={query.assessment}
          userRef={userRef}
          onReviewed={done}
          onClose={() => update({ assessment: undefined })}
        />
      )}
    </Flex>
  );
}

function AssessmentReview(props: {
  id: string;
  userRef: string;
  onReviewed: (text: string) => void;
  onClose: () => void;
}) {
  const { id, userRef, onReviewed, onClose } = props;
  const t = useTexts(reviewsTexts, decisionTexts);
  const state = useData(['assessment', id], api => api.getAssessment(id));
  if (isNotFound(state.error)) {
    return <GoneDialog kind="assessment" onClose={onClose} />;
  }
  return state.value ? (
    <ReviewDialog
      // The cache can show an earlier version first.
      key={state.value.etag}
      assessment={state.value}
      userRef={userRef}
      onReviewed={(_reviewed: Assessment, outcome) =>
        onReviewed(t(`reviews.done.${outcome}`))
      }
      onClose={onClose}
    />
  ) : (
    <OutcomeDialog
      title={t('review.title')}
      outcomes={[]}
      isPending={false}
      failed={t('review.failed')}
      onConfirm={() => {}}
      onClose={onClose}
    >
      <AsyncView state={state}>{() => null}</AsyncView>
    </OutcomeDialog>
  );
}
