import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../api';
import { LevelBadge, rankedLevel } from '../levels';
import { loadLevels } from './loadLevels';
import { UnknownCell } from './UnknownCell';
import { useSummary } from './useSummary';

/** The level of an entity in a table; empty for what has no scorecard. */
export function LevelCell(props: { entity: Entity }) {
  const api = useApi(pavedRoadApiRef);
  const { value: summary, error } = useSummary(props.entity);
  const { value: levels } = useAsync(() => loadLevels(api), [api]);
  if (error) {
    return <UnknownCell error={error} />;
  }
  return summary && levels ? (
    <LevelBadge level={rankedLevel(levels ?? [], summary.level)} />
  ) : null;
}
