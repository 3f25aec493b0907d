import { Entity } from '@backstage/catalog-model';
import { useTitles } from '../model';
import { UnknownCell } from './UnknownCell';
import { useSummary } from './useSummary';

/** The pattern of an entity in a table: the decided one, else the declared one; empty where there is neither. */
export function PatternCell(props: { entity: Entity }) {
  const titles = useTitles();
  const { value: summary, error } = useSummary(props.entity);
  if (error) {
    return <UnknownCell error={error} />;
  }
  return <>{summary?.pattern && titles.pattern(summary.pattern)}</>;
}
