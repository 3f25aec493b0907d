import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonLink } from '@backstage/ui';
import { RiCompassDiscoverLine } from '@remixicon/react';
import { advisorRouteRef } from '../routes';
import { pavedRoadTranslationRef } from '../translation';

/** Leads from the header of the page to the advisor. */
export function HelpMeChooseLink() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const advisorRoute = useRouteRef(advisorRouteRef);
  return (
    <ButtonLink
      variant="secondary"
      iconStart={<RiCompassDiscoverLine aria-hidden />}
      href={advisorRoute()}
    >
      {t('page.helpMeChoose')}
    </ButtonLink>
  );
}
