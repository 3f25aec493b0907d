import { formatAge, formatDateTime } from './formats';

/** How long ago something was, or how long it takes until then; a pointer on it gives the time. */
export function TimeAgo(props: {
  /** ISO 8601 */
  at: string;
}) {
  return (
    <time dateTime={props.at} title={formatDateTime(props.at)}>
      {formatAge(props.at)}
    </time>
  );
}
