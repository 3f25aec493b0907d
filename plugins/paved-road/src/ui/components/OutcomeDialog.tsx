import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { PreviewedLevel } from '@paved-road/plugin-paved-road-common';
import { ReactNode, useRef, useState } from 'react';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import { Dialog } from './Dialog';
import { ErrorAlert } from './ErrorAlert';
import styles from './OutcomeDialog.module.css';
import { StatusChip } from './StatusChip';

/** Longest comment that the service takes. */
const MAX_COMMENT = 2_000;

/** A possible outcome of a review. */
export interface Outcome<Id extends string> {
  id: Id;
  /** Also the label of the button. */
  label: string;
  /** Explains the effect. */
  effect: string;
  /** Label of the comment. */
  comment: string;
  needsComment?: boolean;
  /** Message if a required comment is missing. */
  commentMissing?: string;
  isDestructive?: boolean;
}

/**
 * A review dialog: the subject, the effect of each outcome on the level, and one button for the chosen outcome. The
 * first outcome is preselected.
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
  /** Additional actions. */
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
  const commentRef = useRef<HTMLDivElement>(null);
  // The outcomes can load after the dialog opens.
  const chosen = outcomes.find(({ id }) => id === chosenId) ?? outcomes[0];
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
    if (problem) {
      commentRef.current?.querySelector('textarea')?.focus();
    } else if (chosen) {
      onConfirm(chosen.id, content || undefined);
    }
  };

  return (
    <Dialog
      isOpen
      width="min(40rem, calc(100vw - 2rem))"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4" className={styles.body}>
          {props.children}
          {chosen && outcomes.length === 1 && (
            <Text as="p">{chosen.effect}</Text>
          )}
          {chosen && outcomes.length > 1 && (
            <RadioGroup
              label={t('outcome.choose')}
              value={chosen.id}
              onChange={value => {
                choose(outcomes.find(({ id }) => id === value)?.id);
                setChecked(false);
              }}
            >
              {outcomes.map(({ id, label, effect }) => (
                <Radio key={id} value={id} className={styles.outcome}>
                  <span>
                    <Text as="span" weight="bold">
                      {label}
                    </Text>{' '}
                    <Text as="span" color="secondary">
                      {effect}
                    </Text>
                  </span>
                  <LevelChange now={levels?.now} then={levels?.[id]} />
                </Radio>
              ))}
            </RadioGroup>
          )}
          {outcomes.length > 1 && (preview?.loading || preview?.error) && (
            <Text as="p" color="secondary" variant="body-small">
              {t(
                preview.loading
                  ? 'outcome.level.pending'
                  : 'outcome.level.failed',
              )}
            </Text>
          )}
          {chosen && (
            <TextAreaField
              ref={commentRef}
              label={chosen.comment}
              isRequired={chosen.needsComment ?? false}
              validationBehavior="aria"
              validate={() => (isChecked ? problem : undefined)}
              value={comment}
              onChange={setComment}
            />
          )}
          {error && <ErrorAlert error={error} title={props.failed} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        {chosen && (
          <Button
            isPending={isPending}
            destructive={chosen.isDestructive}
            onPress={confirm}
          >
            {chosen.label}
          </Button>
        )}
        {props.actions}
        <Button variant="secondary" onPress={onClose}>
          {chosen ? t('cancel') : t('outcome.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Shows the effect of an outcome on the level of the service. */
function LevelChange(props: { now?: PreviewedLevel; then?: PreviewedLevel }) {
  const { now, then } = props;
  const t = useTexts(componentsTexts);
  if (!now || !then) {
    return null;
  }
  const title = ({ rank, title: name }: PreviewedLevel) =>
    rank === 0 ? t('outcome.level.none') : name;
  if (now.rank === then.rank) {
    return (
      <Text as="span" color="secondary" variant="body-small">
        {now.rank === 0
          ? t('outcome.level.sameNone')
          : t('outcome.level.same', { level: now.title })}
      </Text>
    );
  }
  const isUp = then.rank > now.rank;
  return (
    <StatusChip tone={isUp ? 'success' : 'danger'}>
      {t(isUp ? 'outcome.level.up' : 'outcome.level.down', {
        from: title(now),
        to: title(then),
      })}
    </StatusChip>
  );
}
