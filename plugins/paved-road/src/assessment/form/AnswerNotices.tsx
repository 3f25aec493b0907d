import { Alert } from '@backstage/ui';
import { Notice } from '@paved-road/plugin-paved-road-common';

/** What does not go together in the answers or is far from usual, and what is assumed. */
export function AnswerNotices(props: { notices: Notice[] }) {
  return (
    <>
      {props.notices.map(({ id, text }) => (
        <Alert
          key={`${id} ${text}`}
          role="status"
          icon
          status="warning"
          description={text}
        />
      ))}
    </>
  );
}
