import { AssumptionSet } from '../../quantities/AssumptionSet';
import { CostPart } from '../../quantities/costParts';
import { TokenLoad } from '../TokenLoad';

/**
 * What answers from retrieved documents need beside the model, wherever it runs: questions become vectors, and a store
 * looks for those near them. The retrieved context is in the input tokens.
 */
export function retrievalParts(
  { use, requestsPerMonth }: TokenLoad,
  assume: AssumptionSet,
): CostPart[] {
  if (use !== 'rag') {
    return [];
  }
  const millions = requestsPerMonth / 1e6;
  return [
    {
      id: 'embedding',
      title: 'Embedding of questions',
      monthly:
        millions * assume.get('questionTokens') * assume.get('embeddingMtok'),
    },
    {
      id: 'vector-store',
      title: 'Vector store',
      monthly: Math.max(
        assume.get('vectorMinimum'),
        assume.get('corpusGb') * assume.get('vectorGbMonth') +
          millions * assume.get('vectorQuery'),
      ),
    },
  ];
}
