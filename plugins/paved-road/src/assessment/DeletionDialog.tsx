import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { ErrorAlert } from '../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../translation';

/** Asks before a draft is deleted, since nothing brings it back. */
export function DeletionDialog(props: {
  isPending: boolean;
  error?: Error;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { isPending, error, onConfirm, onClose } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{t('deletion.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t('deletion.explanation')}</Text>
          {error && <ErrorAlert error={error} title={t('deletion.failed')} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button destructive isPending={isPending} onPress={onConfirm}>
          {t('deletion.confirm')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
