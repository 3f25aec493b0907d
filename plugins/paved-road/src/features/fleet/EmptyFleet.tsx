import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { SummedKind } from '../../data/entities/kinds';
import { fleetTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

// It writes YAML, which no other part of these pages does.
const ServiceChoices = lazy(() =>
  import('./ServiceChoices').then(m => ({ default: m.ServiceChoices })),
);

/** Empty state before the first evaluation: candidate services, then requirements. */
export function EmptyFleet(props: Partial<SummedKind>) {
  const { kind, isServices = true } = props;
  const t = useTexts(fleetTexts);
  if (kind && !isServices) {
    return <Text as="p">{t('emptyFleet.ofKind', { kind })}</Text>;
  }
  return (
    <Flex direction="column" gap="4">
      <Suspense fallback={null}>
        <ServiceChoices />
      </Suspense>
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
    </Flex>
  );
}
