import { useMemo } from 'react';
import { ModelProvider } from '../../data/model/ModelProvider';
import { decodeRequest } from './adviceLink';
import { Advisor } from './Advisor';
import { useLinkedRequest } from './useLinkedRequest';

/** The advisor for a workload without an entity: the URL holds all input, nothing is stored. */
export function AdvisorTab() {
  const { opened, encoded, write } = useLinkedRequest();
  const linked = useMemo(() => decodeRequest(encoded), [encoded]);
  return (
    <ModelProvider>
      <Advisor key={opened} linked={linked} onChange={write} />
    </ModelProvider>
  );
}
