import styles from './Code.module.css';

/** Code in a line of text. */
export function Code(props: { children: string }) {
  return <code className={styles.inline}>{props.children}</code>;
}

/** Code on lines of its own, which break where there is no room. */
export function CodeBlock(props: { children: string }) {
  return (
    <pre className={styles.block}>
      <code>{props.children}</code>
    </pre>
  );
}
