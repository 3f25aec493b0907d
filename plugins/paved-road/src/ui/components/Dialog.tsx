import {
  Button,
  Dialog as LibraryDialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { useTexts } from '../texts/useTexts';
import styles from './Dialog.module.css';
import { ErrorAlert } from './ErrorAlert';
import { componentsTexts } from './texts';

/** A dialog with sufficient contrast in the dark theme. */
export function Dialog(props: {
  title: ReactNode;
  isOpen?: boolean;
  /** At the side of the page, in its full height. */
  isDrawer?: boolean;
  /** Whether an outside click must not close it, because it would discard the input. */
  keepsInput?: boolean;
  width?: string;
  height?: string;
  className?: string;
  /** Stays between the title and the scrolling content. */
  pinned?: ReactNode;
  /** Buttons next to the one that closes. */
  actions?: ReactNode;
  /** Label of the button that closes, "Cancel" by default; null without that button. */
  close?: string | null;
  /** Why the action failed, and its title. */
  error?: Error;
  failed?: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { isDrawer, className, actions, onClose } = props;
  const t = useTexts(componentsTexts);
  const { close = t('cancel') } = props;
  return (
    <LibraryDialog
      isOpen={props.isOpen ?? true}
      isDismissable={!props.keepsInput}
      width={props.width}
      height={props.height}
      className={[styles.dialog, isDrawer && styles.drawer, className]
        .filter(Boolean)
        .join(' ')}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      {props.pinned}
      <DialogBody>
        <Flex direction="column" gap="4">
          {props.children}
          <ErrorAlert error={props.error} title={props.failed} />
        </Flex>
      </DialogBody>
      {(actions || close) && (
        <DialogFooter>
          {actions}
          {close && (
            <Button variant="secondary" onPress={onClose}>
              {close}
            </Button>
          )}
        </DialogFooter>
      )}
    </LibraryDialog>
  );
}
