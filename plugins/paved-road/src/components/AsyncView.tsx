import { ReactNode } from 'react';
import styles from './AsyncView.module.css';
import { ErrorAlert } from './ErrorAlert';
import { Loading } from './Loading';

/**
 * What a request brought. A repeated one keeps what the last one brought, under a progress bar, until
 * it is answered.
 */
export function AsyncView<T>(props: {
  state: { loading: boolean; error?: Error; value?: T; retry: () => void };
  /** What is to come, in its layout, until the first answer is there. */
  skeleton?: ReactNode;
  children: (value: T, isStale: boolean) => ReactNode;
}) {
  const { loading, error, value, retry } = props.state;
  return (
    <div className={styles.view} aria-busy={loading}>
      <div className={styles.progress}>{loading && <Loading />}</div>
      {error && !loading && <ErrorAlert error={error} onRetry={retry} />}
      {value === undefined && loading && props.skeleton}
      {value !== undefined && props.children(value, loading)}
    </div>
  );
}
