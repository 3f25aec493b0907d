import { AssumptionSet } from '../AssumptionSet';
import { CostPart } from '../costParts';
import { TokenLoad } from './TokenLoad';

/**
 * Cost of retrieval (RAG) besides the model, for any placement: embedding the questions, and a vector store.
 * The retrieved context is part of the input tokens.
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
