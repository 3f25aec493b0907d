import { Card, CardBody, CardHeader, Flex, Skeleton } from '@backstage/ui';
import { useTexts } from '../texts/useTexts';
import { RowsSkeleton } from './RowsSkeleton';
import { componentsTexts } from './texts';

/** Placeholder of a page of cards, or of a list with filters, while its code loads. */
export function PageSkeleton(props: { layout: 'cards' | 'list' }) {
  const t = useTexts(componentsTexts);
  return (
    <Flex direction="column" gap="3" role="status" aria-label={t('loading')}>
      {props.layout === 'list' ? (
        <>
          <Flex gap="3" style={{ flexWrap: 'wrap' }} aria-hidden>
            {[0, 1, 2, 3].map(filter => (
              <Skeleton key={filter} width="10rem" height={56} />
            ))}
          </Flex>
          <TitledCard rows={14} />
        </>
      ) : (
        [4, 5, 5].map((rows, card) => <TitledCard key={card} rows={rows} />)
      )}
    </Flex>
  );
}

function TitledCard(props: { rows: number }) {
  return (
    <Card aria-hidden>
      <CardHeader>
        <Skeleton width="12rem" height={24} />
      </CardHeader>
      <CardBody>
        <RowsSkeleton count={props.rows} />
      </CardBody>
    </Card>
  );
}
