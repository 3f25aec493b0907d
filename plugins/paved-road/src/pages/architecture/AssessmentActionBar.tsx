import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
  Text,
} from '@backstage/ui';
import {
  Assessment,
  assessmentReviewPermission,
  availableActions,
  QuestionPath,
  findRequestedChanges,
} from '@paved-road/plugin-paved-road-common';
import { RiMoreLine } from '@remixicon/react';
import { Ref, useState } from 'react';
import { listNextAnswers } from '@paved-road/plugin-paved-road-common/advisor';
import { ConfirmDialog } from '../../ui/components/ConfirmDialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { whatIfTexts } from '../../features/whatIf/texts';
import { useTitles } from '../../ui/model';
import { advisorTexts } from '../../features/advice/texts';
import { assessmentTexts } from './texts';
import { decisionTexts } from '../../features/decision/texts';
import { compareTexts } from '../../features/compare/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { toPatternAnswer } from '../../features/decision/answer';
import {
  canBeMeasured,
  isContradicted,
} from '../../features/decision/standing';
import styles from './assessment.module.css';
import {
  ConflictAlert,
  isConflict,
} from '../../features/decision/ConflictAlert';
import { RecordDialog } from '../../features/decision/RecordDialog';
import {
  ReviewDialog,
  SubmitDialog,
} from '../../features/decision/ReviewDialog';
import { useArchitectureView } from './useArchitectureView';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { Row } from '../../ui/components/Layout';
import { TemplateStart } from './useTemplateStart';

type DialogName = 'submit' | 'review' | 'delete' | 'record';

/** The primary action of an assessment; other actions are in a menu. */
export function AssessmentActionBar(props: {
  assessment: Assessment;
  userRef: string;
  mayEdit: boolean;
  mayReassess: boolean;
  /** Whether measured values can replace answers. */
  hasMeasuredAnswers: boolean;
  templates: TemplateStart[];
  whatIfButton: Ref<HTMLButtonElement>;
  onWhatIf: () => void;
  onAnswer: (path: QuestionPath) => void;
  /** Receives the changed assessment, or undefined after a deletion. */
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { assessment, userRef, mayEdit, onChange, onReload } = props;
  const { id, entityRef } = assessment;
  const t = useTexts(whatIfTexts, assessmentTexts, compareTexts);
  const [, show] = useArchitectureView();
  const [dialog, showDialog] = useState<DialogName>();
  // The page updates live; a dialog keeps the version it was opened with.
  const [seen, setSeen] = useState(assessment);
  const setDialog = (next: typeof dialog) => {
    setSeen(assessment);
    showDialog(next);
  };
  const api = usePavedRoadApi();
  const acting = useAction(
    async (action: 'submit' | 'withdraw' | 'delete', comment?: string) => {
      const { etag } = dialog ? seen : assessment;
      const calls = {
        submit: () => api.submitAssessment(id, etag, comment),
        withdraw: () => api.withdrawAssessment(id, etag),
        delete: () => api.deleteAssessment(id, etag).then(() => undefined),
      };
      await onChange(await calls[action]());
      return action;
    },
  );
  const closeDialog = () => {
    setDialog(undefined);
    acting.reset();
  };
  const open = availableActions(assessment, userRef);
  const mayWithdraw = mayEdit && open.includes('withdraw');
  const isEditable = mayEdit && open.includes('edit');

  return (
    <div className={styles.actions}>
      <Row>
        <NextStep {...props} onDialog={setDialog} />
        <Button
          ref={props.whatIfButton}
          variant="secondary"
          onPress={props.onWhatIf}
        >
          {t('whatIf.title')}
        </Button>
        <Button variant="secondary" onPress={() => setDialog('record')}>
          {t('record.open')}
        </Button>
        <MenuTrigger>
          <ButtonIcon
            variant="secondary"
            icon={<RiMoreLine aria-hidden />}
            aria-label={t('action.more')}
          />
          <Menu>
            <MenuItem
              onAction={() => show({ assessment: id, section: 'activity' })}
            >
              {t('action.history')}
            </MenuItem>
            <MenuItem
              onAction={() => show({ assessment: id, view: 'compare' })}
            >
              {t('compare.open')}
            </MenuItem>
            {props.templates.map(({ href, text }) => (
              <MenuItem key={href} href={href}>
                {text}
              </MenuItem>
            ))}
            {isEditable && (
              <MenuItem onAction={() => show({ assessment: id, view: 'edit' })}>
                {t('action.edit')}
              </MenuItem>
            )}
            {mayWithdraw && (
              <MenuItem onAction={() => acting.run('withdraw')}>
                {t('action.withdraw')}
              </MenuItem>
            )}
            {isEditable && isContradicted(assessment) && (
              <MenuItem onAction={() => setDialog('submit')}>
                {t('action.submit')}
              </MenuItem>
            )}
            {isEditable && <MenuSeparator />}
            {isEditable && (
              <MenuItem color="danger" onAction={() => setDialog('delete')}>
                {t('action.delete')}
              </MenuItem>
            )}
          </Menu>
        </MenuTrigger>
      </Row>
      {acting.error && !dialog && (
        <ActionError error={acting.error} onReload={onReload} />
      )}
      {dialog === 'delete' && (
        <ConfirmDialog
          title={t('deletion.title')}
          explanation={t('deletion.explanation')}
          confirm={t('deletion.confirm')}
          failed={t('deletion.failed')}
          isPending={acting.isPending}
          error={acting.error}
          onClose={closeDialog}
          onConfirm={() => acting.run('delete')}
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
          isPending={acting.isPending}
          error={acting.error}
          onClose={closeDialog}
          onConfirm={async comment => {
            if (await acting.run('submit', comment)) {
              setDialog(undefined);
            }
          }}
        />
      )}
    </div>
  );
}

/** The one primary action of a state; none while the next step is another person's. */
function NextStep(props: {
  assessment: Assessment;
  userRef: string;
  mayEdit: boolean;
  mayReassess: boolean;
  hasMeasuredAnswers: boolean;
  onAnswer: (path: QuestionPath) => void;
  onDialog: (dialog: DialogName) => void;
}) {
  const { assessment, userRef, mayEdit, mayReassess, onDialog } = props;
  const { id, status, entityRef, stale, advice } = assessment;
  const t = useTexts(assessmentTexts, decisionTexts, advisorTexts);
  const titles = useTitles();
  const [, show] = useArchitectureView();
  const edit = (question?: 'decision') =>
    show({ assessment: id, view: 'edit', question });
  const review = usePermission({
    permission: assessmentReviewPermission,
    resourceRef: entityRef,
  });
  const open = availableActions(assessment, userRef);
  if (review.allowed && status === 'submitted') {
    return open.includes('approve') ? (
      <Button onPress={() => onDialog('review')}>{t('action.review')}</Button>
    ) : (
      <Text as="p" color="secondary" variant="body-small">
        {t('action.secondPerson')}
      </Text>
    );
  }
  if (mayEdit && open.includes('edit')) {
    if (findRequestedChanges(assessment)) {
      return <Button onPress={() => edit()}>{t('action.resubmit')}</Button>;
    }
    const [first, ...others] = assessment.decision
      ? []
      : listNextAnswers(advice);
    if (first) {
      return (
        <Button onPress={() => props.onAnswer(first as QuestionPath)}>
          {others.length > 0
            ? t('action.answer', { count: 1 + others.length })
            : t('verdict.answer', { question: titles.field(first) })}
        </Button>
      );
    }
    if (toPatternAnswer(assessment).kind === 'open') {
      return <Button onPress={() => edit()}>{t('action.edit')}</Button>;
    }
    const isReplaced = isContradicted(assessment) && assessment.decision;
    if (open.includes('submit') && !isReplaced) {
      return (
        <Button onPress={() => onDialog('submit')}>{t('action.submit')}</Button>
      );
    }
    const [relaxed] = advice.languageModel?.relax ?? [];
    const { decision } = assessment;
    if (isReplaced && (!relaxed || decision?.placement)) {
      return (
        <Button onPress={() => edit('decision')}>{t('action.change')}</Button>
      );
    }
    if (decision && !decision.rationale && (decision.placement || !relaxed)) {
      return (
        <Button onPress={() => edit('decision')}>
          {t('action.rationale')}
        </Button>
      );
    }
    return (
      relaxed && (
        <Button onPress={() => props.onAnswer(relaxed.field as QuestionPath)}>
          {t('action.relax')}
        </Button>
      )
    );
  }
  const isFromMeasured =
    props.hasMeasuredAnswers && canBeMeasured(assessment.standing);
  return (
    mayReassess && (
      <Button
        variant={
          status === 'approved' &&
          stale.length === 0 &&
          !isContradicted(assessment)
            ? 'secondary'
            : 'primary'
        }
        onPress={() =>
          show({
            assessment: id,
            view: 'assess',
            ...(isFromMeasured && { values: 'measured' }),
          })
        }
      >
        {t(isFromMeasured ? 'action.reassessMeasured' : 'action.reassess')}
      </Button>
    )
  );
}

function ActionError(props: { error: Error; onReload: () => void }) {
  const { error, onReload } = props;
  const t = useTexts(assessmentTexts, decisionTexts);
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
