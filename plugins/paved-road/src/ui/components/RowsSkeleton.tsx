import { Flex, Skeleton } from '@backstage/ui';

/** Placeholder for rows of a list or a table. */
export function RowsSkeleton(props: { count?: number }) {
  const { count = 4 } = props;
  return (
    <Flex direction="column" gap="3" py="3" aria-hidden>
      {Array.from({ length: count }, (_, row) => (
        <Skeleton key={row} width="100%" height={28} />
      ))}
    </Flex>
  );
}
