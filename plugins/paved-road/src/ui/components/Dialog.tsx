import { Dialog as LibraryDialog, DialogProps } from '@backstage/ui';
import styles from './Dialog.module.css';

/** A dialog with sufficient contrast in the dark theme. */
export function Dialog(props: Omit<DialogProps, 'className'>) {
  return <LibraryDialog {...props} className={styles.dialog} />;
}

/** A full-height dialog at the side, next to the page. */
export function Drawer(props: Omit<DialogProps, 'className' | 'height'>) {
  return (
    <LibraryDialog {...props} className={`${styles.dialog} ${styles.drawer}`} />
  );
}
