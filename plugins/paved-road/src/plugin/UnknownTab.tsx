import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { Navigate, useLocation } from 'react-router-dom';
import { rootRouteRef } from '../data/routes';
import { pavedRoadTitlesTranslationRef } from './titles';
import { governanceTexts } from './texts';
import { useTexts } from '../ui/texts/useTexts';
import { overviewTab, pavedRoadTabs, predictionsSection } from './tabs';

/** Former tabs, to which bookmarks and daily summaries link, by what shows their content now. */
const moved: Record<string, { tab: string; query?: [string, string] }> = {
  decisions: { tab: 'reviews' },
  waivers: { tab: 'reviews' },
  [predictionsSection.path]: {
    tab: overviewTab.path,
    query: ['section', predictionsSection.path],
  },
};

/** Explains that the URL has no page, and lists the tabs. */
export function UnknownTab() {
  const t = useTexts(governanceTexts);
  const { t: getTitle } = useTranslationRef(pavedRoadTitlesTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const { hash, pathname, search } = useLocation();
  const to = moved[pathname.replace(/\/+$/, '').split('/').at(-1)!];
  if (to) {
    const query = new URLSearchParams(search);
    if (to.query) {
      query.set(...to.query);
    }
    return (
      <Navigate
        to={{ pathname: `${root}/${to.tab}`, search: String(query), hash }}
        replace
      />
    );
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
