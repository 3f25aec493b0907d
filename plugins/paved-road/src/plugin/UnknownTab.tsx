import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { Navigate, useLocation } from 'react-router-dom';
import { rootRouteRef } from '../data/routes';
import { pavedRoadTitlesTranslationRef } from './titles';
import { governanceTexts } from './texts';
import { useTexts } from '../ui/texts/useTexts';
import { pavedRoadTabs } from './tabs';

/** Daily summaries already sent link to these paths, which are now views of the reviews. */
const mailed = ['decisions', 'waivers'];

/** Explains that the URL has no page, and lists the tabs. */
export function UnknownTab() {
  const t = useTexts(governanceTexts);
  const { t: getTitle } = useTranslationRef(pavedRoadTitlesTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const { hash, pathname, search } = useLocation();
  if (mailed.includes(pathname.replace(/\/+$/, '').split('/').at(-1)!)) {
    return <Navigate to={`${root}/reviews${search}${hash}`} replace />;
  }
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
              <Link href={`${root}/${path}`}>{getTitle(title)}</Link>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
