import { Link } from '@backstage/ui';
import styles from './SourceText.module.css';

/** Where something was read; a way there where it is a web address. */
export function SourceText(props: { source: string }) {
  const { source } = props;
  return /^https?:\/\//.test(source) ? (
    <Link href={source} className={styles.source}>
      {source}
    </Link>
  ) : (
    <span className={styles.source}>{source}</span>
  );
}
