import { ReactNode } from 'react';
import styles from './AsyncView.module.css';
import { ErrorAlert } from './ErrorAlert';
import { Loading } from './Loading';
import { RowsSkeleton } from './RowsSkeleton';

/** Renders the result of a request. While reloading, keeps the last result under a progress bar. */
export function AsyncView<T>(props: {
  state: { loading: boolean; error?: Error; value?: T; retry: () => void };
  /** Placeholder with the final layout until the first response; rows by default. */
  skeleton?: ReactNode;
  children: (value: T, isStale: boolean) => ReactNode;
}) {
  const { loading, error, value, retry } = props.state;
  const { skeleton = <RowsSkeleton /> } = props;
  return (
    <div className={styles.view} aria-busy={loading}>
      <div className={styles.progress}>{loading && <Loading />}</div>
      {error && !loading && <ErrorAlert error={error} onRetry={retry} />}
      {value === undefined && loading && skeleton}
      {value !== undefined && props.children(value, loading)}
    </div>
  );
}
