import { RowsSkeleton } from '../../ui/components/RowsSkeleton';
import { Section } from '../../ui/components/Section';

/** Shown instead of a list until what it depends on has loaded. */
export function ListSkeleton(props: { title: string }) {
  return (
    <Section headingLevel="h2" title={props.title}>
      <RowsSkeleton count={8} />
    </Section>
  );
}
