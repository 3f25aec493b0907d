import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiCompassDiscoverLine } from '@remixicon/react';
import { advisorRouteRef } from '../data/routes';
import { governanceTexts } from './texts';
import { useTexts } from '../ui/texts/useTexts';

/** Links from the page header to the advisor. */
export function HelpMeChooseLink() {
  const t = useTexts(governanceTexts);
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
