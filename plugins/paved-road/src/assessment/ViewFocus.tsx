import { ReactNode, useEffect, useRef } from 'react';
import styles from './assessment.module.css';
import { useArchitectureView } from './useArchitectureView';

/** Takes the focus to the top when another view is shown, because what was pressed has gone with the last one. */
export function ViewFocus(props: { children: ReactNode }) {
  const [{ assessment, view, with: other }] = useArchitectureView();
  const top = useRef<HTMLDivElement>(null);
  const content = [view, assessment, other].join(' ');
  const shown = useRef(content);
  useEffect(() => {
    if (shown.current !== content) {
      shown.current = content;
      top.current?.focus({ preventScroll: true });
      top.current?.scrollIntoView({ block: 'start' });
    }
  }, [content]);
  return (
    <div ref={top} tabIndex={-1} className={styles.view}>
      {props.children}
    </div>
  );
}
