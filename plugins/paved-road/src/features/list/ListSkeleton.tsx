import { Flex, Skeleton } from '@backstage/ui';
import { Section } from '../../ui/components/Section';

/** Most lists have more rows. */
const ROWS = 8;

/** Shown instead of rows until they have loaded. */
export function RowsSkeleton() {
  return (
    <Flex direction="column" gap="3">
      {Array.from({ length: ROWS }, (_, row) => (
        <Skeleton key={row} height="2.5rem" />
      ))}
    </Flex>
  );
}

/** Shown instead of a list until what it depends on has loaded. */
export function ListSkeleton(props: { title: string }) {
  return (
    <Section headingLevel="h2" title={props.title}>
      <RowsSkeleton />
    </Section>
  );
}
