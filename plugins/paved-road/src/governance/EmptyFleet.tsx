import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../translation';
import { ServiceChoices } from './ServiceChoices';

/** Nothing has been evaluated yet: what has to happen first, and which services there could be. */
export function EmptyFleet() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <Card>
        <CardBody>
          <Text as="h2" variant="title-small" weight="bold">
            {t('emptyFleet.title')}
          </Text>
          <Text as="p">{t('emptyFleet.reason')}</Text>
          <ul>
            <li>{t('emptyFleet.schedule')}</li>
            <li>{t('emptyFleet.rulePacks')}</li>
            <li>{t('emptyFleet.access')}</li>
          </ul>
        </CardBody>
      </Card>
      <ServiceChoices />
    </Flex>
  );
}
