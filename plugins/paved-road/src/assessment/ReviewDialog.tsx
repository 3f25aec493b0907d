import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { useState } from 'react';
import { ErrorAlert } from '../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../translation';

/** Asks for a comment before an assessment is approved or rejected; a rejection needs one. */
export function ReviewDialog(props: {
  verdict: 'approve' | 'reject';
  isPending: boolean;
  error?: Error;
  onConfirm: (comment: string | undefined) => void;
  onClose: () => void;
}) {
  const { verdict, isPending, error, onConfirm, onClose } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [comment, setComment] = useState('');
  const isComplete = verdict === 'approve' || comment.trim() !== '';
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{t(`review.${verdict}.title`)}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t(`review.${verdict}.explanation`)}</Text>
          <TextAreaField
            label={t(`review.${verdict}.comment`)}
            isRequired={verdict === 'reject'}
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
          destructive={verdict === 'reject'}
          onPress={() => onConfirm(comment.trim() || undefined)}
        >
          {t(`review.${verdict}.confirm`)}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
