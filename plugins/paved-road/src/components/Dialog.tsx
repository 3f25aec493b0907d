import { Dialog as LibraryDialog, DialogProps } from '@backstage/ui';
import styles from './Dialog.module.css';

/** A dialog of which all can be read in the dark. */
export function Dialog(props: Omit<DialogProps, 'className'>) {
  return <LibraryDialog {...props} className={styles.dialog} />;
}
