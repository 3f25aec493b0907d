import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import { CatalogFactList } from './CatalogFactList';

/** Invites to the first assessment, with what the catalog already tells about the entity. */
export function EmptyAssessment(props: {
  entity: Entity;
  mayAssess: boolean;
  onStart: () => void;
}) {
  const { entity, mayAssess, onStart } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('empty.title')} headingLevel="h2">
      <Flex direction="column" gap="4">
        <Text as="p">{t('empty.invitation')}</Text>
        <CatalogFactList entity={entity} />
        {mayAssess ? (
          <div>
            <Button onPress={onStart}>{t('empty.start')}</Button>
          </div>
        ) : (
          <Text as="p" color="secondary">
            {t('empty.readOnly')}
          </Text>
        )}
      </Flex>
    </Section>
  );
}
