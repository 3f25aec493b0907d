import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { advisorRouteRef } from '../../data/routes';
import { createTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './create.module.css';

/** Links from the list of templates to the advisor. */
export function HelpMeChoose() {
  const t = useTexts(createTexts);
  const advisorRoute = useRouteRef(advisorRouteRef);
  return (
    <Notice
      className={styles.help}
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
