import { Alert, Button, Flex, Text } from '@backstage/ui';
import { Question } from '@paved-road/plugin-paved-road-common';
import { RefObject, useState } from 'react';
import { ConfirmDialog } from '../../ui/components/ConfirmDialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatList, formatTime } from '../../ui/formats';
import { formTexts } from './texts';
import { decisionTexts } from '../decision/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ConflictAlert, isConflict } from '../decision/ConflictAlert';
import { SmallButton } from '../../ui/components/SmallButton';
import { FormProblem } from './formProblem';

/** Where the input is stored: in this browser only, or in the shared draft. */
export function FormStatus(props: {
  /** When changes were last kept in the browser; absent if there are none. */
  keptAt?: string;
  /** When the draft was last saved; absent without a draft. */
  savedAt?: string;
  /** Absent if there is another way to discard the changes. */
  onDiscard?: () => void;
}) {
  const { keptAt, savedAt, onDiscard } = props;
  const t = useTexts(formTexts);
  const saved = savedAt && formatTime(savedAt);
  return (
    <Flex align="center" gap="2">
      <Text as="p" color="secondary" variant="body-small">
        {keptAt &&
          (saved ? t('form.unsaved', { saved }) : t('form.neverSaved'))}
        {!keptAt && saved && t('form.saved', { saved })}
      </Text>
      {keptAt && onDiscard && <DiscardButton onDiscard={onDiscard} />}
    </Flex>
  );
}

/** Discards the input after confirmation. */
function DiscardButton(props: { onDiscard: () => void }) {
  const { onDiscard } = props;
  const t = useTexts(formTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <SmallButton variant="tertiary" onPress={() => setOpen(true)}>
        {t('form.discardNow')}
      </SmallButton>
      {isOpen && (
        <ConfirmDialog
          title={t('form.discarding.title')}
          explanation={t('form.discarding.explanation')}
          confirm={t('form.discarding.confirm')}
          onConfirm={() => {
            setOpen(false);
            onDiscard();
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Why the form was not saved, and the way out of a conflict. */
export function SaveError(props: {
  error: Error;
  onReload: () => void;
  onSaveAsNew: () => void;
}) {
  const { error, onReload, onSaveAsNew } = props;
  const t = useTexts(formTexts, decisionTexts);
  return isConflict(error) ? (
    <ConflictAlert
      error={error}
      remedy={t('conflict.keepOrReload')}
      onReload={onReload}
      otherActions={
        <Button size="small" onPress={onSaveAsNew}>
          {t('conflict.saveAsNew')}
        </Button>
      }
    />
  ) : (
    <ErrorAlert error={error} title={t('form.saveFailed')} />
  );
}

const quoted = (questions: Question[]) =>
  formatList(questions.map(({ title }) => `“${title}”`));

/** Problems to fix before saving. Focusable. */
export function ProblemAlert(props: {
  problem: FormProblem;
  alertRef: RefObject<HTMLDivElement>;
}) {
  const { problem, alertRef } = props;
  const t = useTexts(formTexts);
  const explainProblem = () => {
    switch (problem.kind) {
      case 'answer':
        return t('form.problem.answer', {
          count: problem.questions.length,
          questions: quoted(problem.questions),
        });
      case 'undecided':
        return t('form.problem.undecided', {
          questions: quoted(problem.questions),
        });
      default:
        return t(`form.problem.${problem.kind}`);
    }
  };
  return (
    <Alert
      ref={alertRef}
      tabIndex={-1}
      role="alert"
      icon
      status={problem.kind === 'undecided' ? 'info' : 'danger'}
      title={explainProblem()}
    />
  );
}
