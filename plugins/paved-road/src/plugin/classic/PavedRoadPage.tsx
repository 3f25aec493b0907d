import {
  Content,
  Header,
  Page,
  TabbedLayout,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { lazy, ReactElement } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { pavedRoadTitlesTranslationRef } from '../titles';
import { governanceTexts } from '../texts';
import { useTexts } from '../../ui/texts/useTexts';
import { HelpMeChooseLink } from '../HelpMeChooseLink';
import { PendingCounts } from '../PendingCounts';
import { SavedViews } from '../SavedViews';
import { UnknownTab } from '../UnknownTab';
import { createTabElement } from '../createTabElement';
import {
  advisorPage,
  overviewTab,
  pavedRoadTabs,
  predictionsSection,
} from '../tabs';

const Predictions = lazy(async () => ({
  default: await predictionsSection.load(),
}));
const tabs = pavedRoadTabs.map(tab => ({
  ...tab,
  element: createTabElement(tab, tab === overviewTab && <Predictions />),
}));
const advisor = createTabElement(advisorPage);

/**
 * The Paved Road page of the classic frontend system. In the new one, each tab is a separate sub-page that an app can
 * remove, rename or move.
 */
export function PavedRoadPage() {
  const t = useTexts(governanceTexts);
  const inPage = (content: ReactElement) => (
    <Page themeId="tool">
      <Header title={t('page.title')} subtitle={t('page.subtitle')}>
        <PendingCounts />
        <SavedViews />
        <HelpMeChooseLink />
      </Header>
      {content}
    </Page>
  );
  return (
    <Routes>
      <Route
        path={`${advisorPage.path}/*`}
        element={inPage(<Content>{advisor}</Content>)}
      />
      <Route path="*" element={inPage(<TabsOrUnknown />)} />
    </Routes>
  );
}

function TabsOrUnknown() {
  const { t } = useTranslationRef(pavedRoadTitlesTranslationRef);
  const [tab] = (useParams()['*'] ?? '').split('/');
  if (tab !== '' && !tabs.some(({ path }) => path === tab)) {
    return (
      <Content>
        <UnknownTab />
      </Content>
    );
  }
  return (
    <TabbedLayout>
      {tabs.map(({ path, title, element }) => (
        <TabbedLayout.Route key={path} path={`/${path}`} title={t(title)}>
          {element}
        </TabbedLayout.Route>
      ))}
    </TabbedLayout>
  );
}
