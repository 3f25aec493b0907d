import styles from './Code.module.css';

export function Code(props: { children: string }) {
  return <code className={styles.inline}>{props.children}</code>;
}

/** A code block that wraps long lines. */
export function CodeBlock(props: { children: string }) {
  return (
    <pre className={styles.block}>
      <code>{props.children}</code>
    </pre>
  );
}
