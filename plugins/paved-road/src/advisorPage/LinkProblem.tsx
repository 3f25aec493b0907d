import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../translation';
import { LinkedRequest } from './adviceLink';

/** Why the answers of a link are not there. */
export function LinkProblem(props: { linked: LinkedRequest }) {
  const { linked } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (linked.kind !== 'broken' && linked.kind !== 'outdated') {
    return null;
  }
  const reason = linked.kind === 'broken' ? linked.reason : undefined;
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={t(`advisor.link.${linked.kind}`)}
      description={
        <>
          {reason && <p>{reason}</p>}
          <p>{t('advisor.link.remedy')}</p>
        </>
      }
    />
  );
}
