import { Button, Text } from '@backstage/ui';
import { Dialog } from './Dialog';

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
  isPending?: boolean;
  error?: Error;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      title={props.title}
      actions={
        <Button
          destructive={!props.isHarmless}
          isPending={props.isPending}
          onPress={props.onConfirm}
        >
          {props.confirm}
        </Button>
      }
      close={props.keep}
      error={props.error}
      failed={props.failed}
      onClose={props.onClose}
    >
      <Text as="p">{props.explanation}</Text>
    </Dialog>
  );
}
