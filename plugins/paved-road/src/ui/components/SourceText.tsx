import { Link } from '@backstage/ui';
import styles from './SourceText.module.css';

/** The source of a value, as a link if it is a URL. */
export function SourceText(props: { source: string }) {
  const { source } = props;
  return /^https?:\/\//.test(source) ? (
    <Link
      href={source}
      target="_blank"
      rel="noopener"
      className={styles.source}
    >
      {source}
    </Link>
  ) : (
    <span className={styles.source}>{source}</span>
  );
}
