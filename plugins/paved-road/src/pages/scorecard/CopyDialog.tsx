import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { useAction } from '../../data/queries/useAction';
import { Dialog } from '../../ui/components/Dialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { useTexts } from '../../ui/texts/useTexts';
import { scorecardTexts } from './texts';

/** A dialog with a text to copy. */
export function CopyDialog(props: {
  title: string;
  explanation: string;
  /** Undefined while it loads. */
  text: string | undefined;
  copyLabel: string;
  /** Further actions. */
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, explanation, text, copyLabel, actions, onClose } = props;
  const t = useTexts(scorecardTexts);
  const copying = useAction(async () => {
    await navigator.clipboard.writeText(text ?? '');
    return true;
  });
  return (
    <Dialog
      isOpen
      width="min(40rem, calc(100vw - 2rem))"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{explanation}</Text>
          {props.children}
          {copying.error && (
            <ErrorAlert
              error={copying.error}
              title={t('scorecard.copy.failed')}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Text as="span" role="status" color="secondary">
          {copying.value && t('scorecard.copy.done')}
        </Text>
        <Button
          isDisabled={text === undefined}
          isPending={copying.isPending}
          onPress={() => copying.run()}
        >
          {copyLabel}
        </Button>
        {actions}
        <Button variant="secondary" onPress={onClose}>
          {t('scorecard.copy.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
