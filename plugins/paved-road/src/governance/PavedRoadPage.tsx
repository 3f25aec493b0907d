import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { pavedRoadTranslationRef } from '../translation';
import { PavedRoadContent } from './PavedRoadContent';

/** PavedRoadContent in the page shell of the classic frontend system. */
export function PavedRoadPage() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} subtitle={t('page.subtitle')} />
      <Content>
        <PavedRoadContent />
      </Content>
    </Page>
  );
}
