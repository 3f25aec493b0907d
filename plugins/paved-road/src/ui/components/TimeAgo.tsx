import { formatAge, formatDateTime } from '../formats';

/** A time relative to now, with the date and time on hover. */
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
