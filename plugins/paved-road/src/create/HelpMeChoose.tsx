import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, ButtonLink } from '@backstage/ui';
import { advisorRouteRef } from '../routes';
import { pavedRoadTranslationRef } from '../translation';
import styles from './create.module.css';

/**
 * Leads from the list of templates to the advisor.
 */
export function HelpMeChoose() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const advisorRoute = useRouteRef(advisorRouteRef);
  return (
    <Alert
      className={styles.help}
      icon
      status="info"
      title={t('template.help')}
      description={t('template.helpText')}
      customActions={
        <ButtonLink variant="secondary" href={advisorRoute()}>
          {t('template.helpMe')}
        </ButtonLink>
      }
    />
  );
}
