import {
  AdviceRequestInput,
  AnswerGains,
} from '@paved-road/plugin-paved-road-common';
import { useData } from '../queries/useData';

/** What each open answer costs in certainty; undefined until it is known, and empty if the service fails. */
export function useAnswerGains(
  request: AdviceRequestInput,
): AnswerGains | undefined {
  const asked = JSON.stringify(request);
  const { value, loading } = useData(['answerGains', asked], api =>
    api.getAnswerGains(JSON.parse(asked)),
  );
  return loading ? undefined : (value ?? {});
}
