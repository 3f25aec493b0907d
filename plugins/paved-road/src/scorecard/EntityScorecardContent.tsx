import { useEntity } from '@backstage/plugin-catalog-react';
import { ScorecardProvider } from './ScorecardProvider';
import { ScorecardSection } from './ScorecardSection';

/** The Scorecard tab of the entity whose page it stands on. */
export function EntityScorecardContent() {
  const { entity } = useEntity();
  return (
    <ScorecardProvider entity={entity}>
      <ScorecardSection />
    </ScorecardProvider>
  );
}
