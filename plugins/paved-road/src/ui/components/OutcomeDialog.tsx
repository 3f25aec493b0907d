import { Button, Radio, RadioGroup, Text, TextAreaField } from '@backstage/ui';
import { PreviewedLevel } from '@paved-road/plugin-paved-road-common';
import { ReactNode, useRef, useState } from 'react';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import { Dialog } from './Dialog';
import styles from './OutcomeDialog.module.css';
import { StatusChip } from './StatusChip';

/** Longest comment that the service takes. */
const MAX_COMMENT = 2_000;

export interface Outcome<Id extends string> {
  id: Id;
  /** Also the label of the button. */
  label: string;
  effect: string;
  /** Describes a change of the level from one to another. */
  takes?: (from: string, to: string) => string;
  /** Label of the comment. */
  comment: string;
  needsComment?: boolean;
  /** Message if a required comment is missing. */
  commentMissing?: string;
  isDestructive?: boolean;
}

/**
 * A review dialog: the subject, the effect of each outcome on the level, and one button for the chosen outcome. None is
 * preselected, so that people choose.
 */
export function OutcomeDialog<Id extends string>(props: {
  title: string;
  /** One outcome, or several to choose from. */
  outcomes: Outcome<Id>[];
  /** The level now and after each outcome, if known. */
  levels?: Partial<Record<Id | 'now', PreviewedLevel>>;
  /** State of the request for the levels. */
  preview?: { loading: boolean; error?: Error };
  isPending: boolean;
  error?: Error;
  /** Title of an error. */
  failed: string;
  onConfirm: (outcome: Id, comment: string | undefined) => void;
  onClose: () => void;
  actions?: ReactNode;
  /** The subject of the review. */
  children?: ReactNode;
}) {
  const { outcomes, levels, preview, isPending, error } = props;
  const { onConfirm, onClose } = props;
  const t = useTexts(componentsTexts);
  const [chosenId, choose] = useState<Id>();
  const [comment, setComment] = useState('');
  const [isChecked, setChecked] = useState(false);
  const choicesRef = useRef<HTMLDivElement>(null);
  const commentRef = useRef<HTMLDivElement>(null);
  // The outcomes can load after the dialog opens.
  const chosen =
    outcomes.length === 1
      ? outcomes[0]
      : outcomes.find(({ id }) => id === chosenId);
  const content = comment.trim();
  const problem = findCommentProblem();

  function findCommentProblem(): string | undefined {
    if (chosen?.needsComment && !content) {
      return chosen.commentMissing ?? t('outcome.commentMissing');
    }
    return content.length > MAX_COMMENT
      ? t('outcome.commentLong', { count: MAX_COMMENT })
      : undefined;
  }

  const confirm = () => {
    setChecked(true);
    if (!chosen) {
      choicesRef.current?.querySelector('input')?.focus();
    } else if (problem) {
      commentRef.current?.querySelector('textarea')?.focus();
    } else {
      onConfirm(chosen.id, content || undefined);
    }
  };

  return (
    <Dialog
      title={props.title}
      width="min(48rem, calc(100vw - 2rem))"
      actions={
        <>
          {outcomes.length > 0 && (
            <Button
              isPending={isPending}
              destructive={chosen?.isDestructive}
              onPress={confirm}
            >
              {chosen?.label ?? t('outcome.submit')}
            </Button>
          )}
          {props.actions}
        </>
      }
      close={t(outcomes.length > 0 ? 'cancel' : 'close')}
      error={error}
      failed={props.failed}
      onClose={onClose}
    >
      {props.children}
      {chosen && outcomes.length === 1 && <Text as="p">{chosen.effect}</Text>}
      {outcomes.length > 1 && (
        <RadioGroup
          ref={choicesRef}
          label={t('outcome.choose')}
          isRequired
          isInvalid={isChecked && !chosen}
          value={chosen?.id ?? null}
          onChange={value => {
            choose(outcomes.find(({ id }) => id === value)?.id);
            setChecked(false);
          }}
        >
          {outcomes.map(outcome => (
            <Radio
              key={outcome.id}
              value={outcome.id}
              className={styles.outcome}
            >
              <span>
                <Text weight="bold">{outcome.label}</Text>{' '}
                <Text color="secondary">{outcome.effect}</Text>
              </span>
              <LevelChange
                outcome={outcome}
                now={levels?.now}
                then={levels?.[outcome.id]}
              />
            </Radio>
          ))}
        </RadioGroup>
      )}
      {isChecked && outcomes.length > 1 && !chosen && (
        <Text as="p" role="alert" color="danger">
          {t('outcome.missing')}
        </Text>
      )}
      {outcomes.length > 1 && (preview?.loading || preview?.error) && (
        <Text as="p" color="secondary" variant="body-small">
          {t(
            preview.loading ? 'outcome.level.pending' : 'outcome.level.failed',
          )}
        </Text>
      )}
      {outcomes.length > 0 && (
        <TextAreaField
          ref={commentRef}
          label={chosen?.comment ?? t('outcome.comment')}
          isRequired={chosen?.needsComment ?? false}
          validationBehavior="aria"
          validate={() => (isChecked ? problem : undefined)}
          value={comment}
          onChange={setComment}
        />
      )}
    </Dialog>
  );
}

/** Shows the effect of an outcome on the level of the service. */
function LevelChange(props: {
  outcome: Pick<Outcome<string>, 'takes'>;
  now?: PreviewedLevel;
  then?: PreviewedLevel;
}) {
  const { outcome, now, then } = props;
  const t = useTexts(componentsTexts);
  if (!now || !then || !outcome.takes) {
    return null;
  }
  const title = ({ rank, title: name }: PreviewedLevel) =>
    rank === 0 ? t('outcome.level.none') : name;
  if (now.rank === then.rank) {
    return (
      <Text color="secondary" variant="body-small">
        {now.rank === 0
          ? t('outcome.level.sameNone')
          : t('outcome.level.same', { level: now.title })}
      </Text>
    );
  }
  return (
    <StatusChip tone={then.rank > now.rank ? 'success' : 'danger'}>
      {outcome.takes(title(now), title(then))}
    </StatusChip>
  );
}
