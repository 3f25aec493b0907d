import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Text,
} from '@backstage/ui';
import { Dialog } from '../../components/Dialog';
import { pavedRoadTranslationRef } from '../../translation';

/** Discards what is filled in, once the person has said so twice. */
export function DiscardButton(props: { onDiscard: () => void }) {
  const { onDiscard } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <DialogTrigger>
      <Button size="small" variant="tertiary">
        {t('form.discardNow')}
      </Button>
      <Dialog>
        <DialogHeader>{t('form.discarding.title')}</DialogHeader>
        <DialogBody>
          <Text as="p">{t('form.discarding.explanation')}</Text>
        </DialogBody>
        <DialogFooter>
          <Button destructive slot="close" onPress={onDiscard}>
            {t('form.discarding.confirm')}
          </Button>
          <Button variant="secondary" slot="close">
            {t('cancel')}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
