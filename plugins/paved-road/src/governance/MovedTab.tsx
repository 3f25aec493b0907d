import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { Navigate, useLocation } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { pavedRoadTitlesTranslationRef } from '../titles';
import { pavedRoadTranslationRef } from '../translation';
import { pavedRoadTabs } from './tabs';

/** Leads an old address to the tab that took its place. */
export function MovedTab(props: { to: string }) {
  const root = useRouteRef(rootRouteRef)();
  const { search, hash } = useLocation();
  return <Navigate to={`${root}/${props.to}${search}${hash}`} replace />;
}

/** Says that there is nothing at an address below the page, and leads on to what is. */
export function UnknownTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { t: titleOf } = useTranslationRef(pavedRoadTitlesTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const { pathname } = useLocation();
  return (
    <Card>
      <CardBody>
        <Text as="h2" variant="title-small" weight="bold">
          {t('unknownTab.title')}
        </Text>
        <Text as="p">{t('unknownTab.explanation', { address: pathname })}</Text>
        <ul>
          {pavedRoadTabs.map(({ path, title }) => (
            <li key={path}>
              <Link href={`${root}/${path}`}>{titleOf(title)}</Link>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
