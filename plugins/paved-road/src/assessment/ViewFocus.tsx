import { ReactNode } from 'react';
import { useFocusOnChange } from './form/useFocusOnChange';
import { useArchitectureView } from './useArchitectureView';
import styles from './ViewFocus.module.css';

/** Takes the focus when another view is shown, because what was pressed has gone with the last one. */
export function ViewFocus(props: { children: ReactNode }) {
  const [{ assessmentId, mode, withId }] = useArchitectureView();
  const view = useFocusOnChange<HTMLDivElement>(
    [mode, assessmentId, withId].join(' '),
  );
  return (
    <div ref={view} tabIndex={-1} className={styles.view}>
      {props.children}
    </div>
  );
}
