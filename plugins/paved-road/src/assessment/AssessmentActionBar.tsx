import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Assessment,
  assessmentReviewPermission,
  availableActions,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { ErrorAlert } from '../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AssessmentActionBar.module.css';
import { ConflictAlert, isConflict } from './ConflictAlert';
import { ReviewDialog } from './ReviewDialog';
import { useArchitectureView } from './useArchitectureView';
import { useAssessmentActions } from './useAssessmentActions';

/** The actions that the state of an assessment, the person and the policy leave open. */
export function AssessmentActionBar(props: {
  assessment: Assessment;
  mayEdit: boolean;
  mayReassess: boolean;
  onChange: (changed: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { assessment, mayEdit, mayReassess, onChange, onReload } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const identity = useApi(identityApiRef);
  const user = useAsync(() => identity.getBackstageIdentity(), [identity]);
  const review = usePermission({
    permission: assessmentReviewPermission,
    resourceRef: assessment.entityRef,
  });
  const [, show] = useArchitectureView();
  const [verdict, setVerdict] = useState<'approve' | 'reject'>();
  const actions = useAssessmentActions(assessment, onChange);

  const open = user.value
    ? availableActions(assessment, user.value.userEntityRef)
    : [];
  const mayReview = review.allowed && open.includes('approve');
  const waitsForAnother =
    review.allowed &&
    user.value !== undefined &&
    assessment.status === 'submitted' &&
    !open.includes('approve');
  const { id } = assessment;

  return (
    <Flex direction="column" gap="2" className={styles.bar}>
      <Flex gap="2" className={styles.buttons}>
        <Button
          variant="secondary"
          onPress={() => show({ assessmentId: id, mode: 'history' })}
        >
          {t('action.history')}
        </Button>
        <Button
          variant="secondary"
          isPending={actions.pending === 'download'}
          onPress={actions.download}
        >
          {t('action.decisionRecord')}
        </Button>
        {mayEdit && open.includes('withdraw') && (
          <Button
            variant="secondary"
            isPending={actions.pending === 'withdraw'}
            onPress={() => actions.transition('withdraw')}
          >
            {t('action.withdraw')}
          </Button>
        )}
        {mayEdit && open.includes('edit') && (
          <Button
            variant="secondary"
            onPress={() => show({ assessmentId: id, mode: 'edit' })}
          >
            {t('action.edit')}
          </Button>
        )}
        {mayEdit && open.includes('submit') && (
          <Button
            isPending={actions.pending === 'submit'}
            onPress={() => actions.transition('submit')}
          >
            {t('action.submit')}
          </Button>
        )}
        {mayReassess && (
          <Button
            variant={mayReview ? 'secondary' : 'primary'}
            onPress={() => show({ assessmentId: id, mode: 'assess' })}
          >
            {t('action.reassess')}
          </Button>
        )}
        {mayReview && (
          <>
            <Button
              variant="secondary"
              destructive
              onPress={() => setVerdict('reject')}
            >
              {t('action.reject')}
            </Button>
            <Button onPress={() => setVerdict('approve')}>
              {t('action.approve')}
            </Button>
          </>
        )}
      </Flex>
      {waitsForAnother && (
        <Text as="p" color="secondary" variant="body-small">
          {t('action.secondPerson')}
        </Text>
      )}
      {actions.error && !verdict && (
        <ActionError error={actions.error} onReload={onReload} />
      )}
      {verdict && (
        <ReviewDialog
          verdict={verdict}
          isPending={actions.pending === verdict}
          error={actions.error}
          onClose={() => {
            setVerdict(undefined);
            actions.clearError();
          }}
          onConfirm={async comment => {
            if (await actions.transition(verdict, comment)) {
              setVerdict(undefined);
            }
          }}
        />
      )}
    </Flex>
  );
}

function ActionError(props: { error: Error; onReload: () => void }) {
  const { error, onReload } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return isConflict(error) ? (
    <ConflictAlert
      error={error}
      remedy={t('conflict.reloadToSee')}
      onReload={onReload}
    />
  ) : (
    <ErrorAlert error={error} title={t('action.failed')} />
  );
}
