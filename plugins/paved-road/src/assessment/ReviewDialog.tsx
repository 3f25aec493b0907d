import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { announcementOf } from '../advisor';
import { Dialog } from '../components/Dialog';
import { ErrorAlert } from '../components/ErrorAlert';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';

/** Asks for a comment before an assessment is submitted, approved or rejected; a rejection needs one. */
export function ReviewDialog(props: {
  step: 'submit' | 'approve' | 'reject';
  assessment: Pick<Assessment, 'advice' | 'decision'>;
  isPending: boolean;
  error?: Error;
  onConfirm: (comment: string | undefined) => void;
  onClose: () => void;
}) {
  const { step, assessment, isPending, error, onConfirm, onClose } = props;
  const { advice, decision } = assessment;
  const titles = useTitles();
  const announced = announcementOf(advice);
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [comment, setComment] = useState('');
  const isComplete = step !== 'reject' || comment.trim() !== '';
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{t(`review.${step}.title`)}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t(`review.${step}.explanation`)}</Text>
          {step === 'submit' && !decision && announced.kind === 'either' && (
            <Text as="p">
              {t('review.submit.close', {
                pattern: titles.pattern(announced.patterns[0]),
                other: titles.pattern(announced.patterns[1]),
              })}
            </Text>
          )}
          <TextAreaField
            label={t(`review.${step}.comment`)}
            isRequired={step === 'reject'}
            value={comment}
            onChange={setComment}
          />
          {error && <ErrorAlert error={error} title={t('review.failed')} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          isPending={isPending}
          isDisabled={!isComplete}
          destructive={step === 'reject'}
          onPress={() => onConfirm(comment.trim() || undefined)}
        >
          {t(`review.${step}.confirm`)}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
