import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { noLevel } from '@paved-road/plugin-paved-road-common';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../api';
import { LevelBadge } from '../scorecard';
import { loadLevelTitles } from './levelTitles';
import { UnknownCell } from './UnknownCell';
import { useSummary } from './useSummary';

/** The level of an entity in a table; empty for what has no scorecard. */
export function LevelCell(props: { entity: Entity }) {
  const api = useApi(pavedRoadApiRef);
  const { value: summary, error } = useSummary(props.entity);
  const { value: titles } = useAsync(() => loadLevelTitles(api), [api]);
  if (error) {
    return <UnknownCell error={error} />;
  }
  return summary ? (
    <LevelBadge
      title={
        summary.level === noLevel
          ? undefined
          : (titles?.get(summary.level) ?? summary.level)
      }
    />
  ) : null;
}
