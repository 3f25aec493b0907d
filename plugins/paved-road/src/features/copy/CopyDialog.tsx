import { Box, Button, Text } from '@backstage/ui';
import { ComponentProps, ReactNode } from 'react';
import { Dialog } from '../../ui/components/Dialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useCopy } from './useCopy';

export function CopyDialog(props: {
  title: string;
  /** Undefined while it loads. */
  text: string | undefined;
  copyLabel: string;
  copyVariant?: ComponentProps<typeof Button>['variant'];
  actions?: ReactNode;
  width?: string;
  height?: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, text, copyLabel, copyVariant, actions, onClose } = props;
  const t = useTexts(componentsTexts);
  const { copy, isCopied, isPending, error } = useCopy(text);
  return (
    <Dialog
      title={title}
      width={props.width ?? 'min(40rem, calc(100vw - 2rem))'}
      height={props.height}
      // Visible at any place of a long text.
      pinned={
        <Box px="3">
          <ErrorAlert error={error} title={t('notCopied')} />
        </Box>
      }
      actions={
        <>
          <Text role="status" color="secondary">
            {isCopied && t('copied')}
          </Text>
          <Button
            variant={copyVariant}
            isDisabled={text === undefined}
            isPending={isPending}
            onPress={copy}
          >
            {copyLabel}
          </Button>
          {actions}
        </>
      }
      close={t('close')}
      onClose={onClose}
    >
      {props.children}
    </Dialog>
  );
}
