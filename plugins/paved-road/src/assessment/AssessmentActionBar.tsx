import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Assessment,
  assessmentReviewPermission,
  availableActions,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { ConfirmDialog } from '../components/ConfirmDialog';
import { ErrorAlert } from '../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AssessmentActionBar.module.css';
import { ConflictAlert, isConflict } from './ConflictAlert';
import { patternOf } from './patternOf';
import { RecordDialog } from './record/RecordDialog';
import { ReviewDialog, SubmitDialog } from './ReviewDialog';
import { useArchitectureView } from './useArchitectureView';
import { useAssessmentActions } from './useAssessmentActions';

/** The actions that the state of an assessment, the person and the policy leave open. */
export function AssessmentActionBar(props: {
  assessment: Assessment;
  /** Entity reference of the person. */
  userRef: string;
  mayEdit: boolean;
  mayReassess: boolean;
  /** Is given what became of the assessment; nothing when it was deleted. */
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { assessment, userRef, mayEdit, mayReassess, onChange, onReload } =
    props;
  const { id, status, entityRef } = assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const review = usePermission({
    permission: assessmentReviewPermission,
    resourceRef: entityRef,
  });
  const [, show] = useArchitectureView();
  const [dialog, showDialog] = useState<
    'submit' | 'review' | 'delete' | 'record'
  >();
  // The page follows changes of others; a dialog is about what was seen when it opened.
  const [seen, setSeen] = useState(assessment);
  const setDialog = (next: typeof dialog) => {
    setSeen(assessment);
    showDialog(next);
  };
  const actions = useAssessmentActions(dialog ? seen : assessment, onChange);

  const open = availableActions(assessment, userRef);
  const mayReview = review.allowed && open.includes('approve');
  const waitsForAnother =
    review.allowed && status === 'submitted' && !open.includes('approve');
  // Submitting would accept a recommendation, and there is none.
  const isUndecided = patternOf(assessment) === undefined;
  const closeDialog = () => {
    setDialog(undefined);
    actions.clearError();
  };

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
          onPress={() => show({ assessmentId: id, mode: 'compare' })}
        >
          {t('compare.open')}
        </Button>
        <Button variant="secondary" onPress={() => setDialog('record')}>
          {t('record.open')}
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
          <>
            <Button variant="secondary" onPress={() => setDialog('delete')}>
              {t('action.delete')}
            </Button>
            <Button
              variant="secondary"
              onPress={() => show({ assessmentId: id, mode: 'edit' })}
            >
              {t('action.edit')}
            </Button>
          </>
        )}
        {mayEdit && open.includes('submit') && (
          <Button isDisabled={isUndecided} onPress={() => setDialog('submit')}>
            {t('action.submit')}
          </Button>
        )}
        {mayReassess && (
          <Button onPress={() => show({ assessmentId: id, mode: 'assess' })}>
            {t('action.reassess')}
          </Button>
        )}
        {mayReview && (
          <Button onPress={() => setDialog('review')}>
            {t('action.review')}
          </Button>
        )}
      </Flex>
      {isUndecided && mayEdit && open.includes('submit') && (
        <Text as="p" color="secondary" variant="body-small">
          {t('action.undecided')}
        </Text>
      )}
      {waitsForAnother && (
        <Text as="p" color="secondary" variant="body-small">
          {t('action.secondPerson')}
        </Text>
      )}
      {actions.error && !dialog && (
        <ActionError error={actions.error} onReload={onReload} />
      )}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={t('deletion.title')}
          explanation={t('deletion.explanation')}
          confirm={t('deletion.confirm')}
          failed={t('deletion.failed')}
          isPending={actions.pending === 'delete'}
          error={actions.error}
          onClose={closeDialog}
          onConfirm={actions.remove}
        />
      )}
      {dialog === 'record' && (
        <RecordDialog
          assessmentId={id}
          entityRef={entityRef}
          onClose={closeDialog}
        />
      )}
      {dialog === 'review' && (
        <ReviewDialog
          assessment={seen}
          userRef={userRef}
          onClose={closeDialog}
          onReviewed={async reviewed => {
            await onChange(reviewed);
            setDialog(undefined);
          }}
        />
      )}
      {dialog === 'submit' && (
        <SubmitDialog
          assessment={seen}
          isPending={actions.pending === 'submit'}
          error={actions.error}
          onClose={closeDialog}
          onConfirm={async comment => {
            if (await actions.transition('submit', comment)) {
              setDialog(undefined);
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
