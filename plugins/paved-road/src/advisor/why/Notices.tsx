import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { Notice } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './AlertList.module.css';

/** Answers that do not go together or are beyond what is usual, and what the result assumes. */
export function Notices(props: { notices: Notice[] }) {
  const { notices } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (notices.length === 0) {
    return null;
  }
  return (
    <ul className={styles.alerts} aria-label={t('notices.title')}>
      {notices.map(({ id, fields, text }) => (
        <li key={`${id} ${fields.join(' ')}`}>
          <Alert icon status="info" title={text} />
        </li>
      ))}
    </ul>
  );
}
