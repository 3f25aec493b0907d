import { Dialog as LibraryDialog, DialogProps } from '@backstage/ui';
import styles from './Dialog.module.css';

/** A dialog of which all can be read in the dark. */
export function Dialog(props: Omit<DialogProps, 'className'>) {
  return <LibraryDialog {...props} className={styles.dialog} />;
}

/** A dialog at the side, as high as the window: the page beside it stays in sight and does not move. */
export function Drawer(props: Omit<DialogProps, 'className' | 'height'>) {
  return (
    <LibraryDialog {...props} className={`${styles.dialog} ${styles.drawer}`} />
  );
}
