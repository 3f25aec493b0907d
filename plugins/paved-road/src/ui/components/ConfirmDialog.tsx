import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import { Dialog } from './Dialog';
import { ErrorAlert } from './ErrorAlert';

/** Confirmation of an irreversible action. */
export function ConfirmDialog(props: {
  title: string;
  explanation: string;
  /** Label of the confirming button. */
  confirm: string;
  /** Label of the cancelling button. */
  keep?: string;
  /** Title of an error; absent if the action cannot fail. */
  failed?: string;
  /** Whether the action destroys nothing. */
  isHarmless?: boolean;
  isPending: boolean;
  error?: Error;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { error, onClose } = props;
  const t = useTexts(componentsTexts);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{props.explanation}</Text>
          {error && <ErrorAlert error={error} title={props.failed} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          destructive={!props.isHarmless}
          isPending={props.isPending}
          onPress={props.onConfirm}
        >
          {props.confirm}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {props.keep ?? t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
