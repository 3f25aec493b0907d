import { useApi } from '@backstage/core-plugin-api';
import {
  AdviceRequestInput,
  AnswerGains,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../api';
import { useData } from '../queries/useData';

/** What each open answer costs in certainty; empty without a request, until it is known, and if the service fails. */
export function useAnswerGains(
  request: AdviceRequestInput | undefined,
): AnswerGains {
  const api = useApi(pavedRoadApiRef);
  const asked = request && JSON.stringify(request);
  const { value } = useData(['answerGains', asked], async () =>
    asked ? await api.getAnswerGains(JSON.parse(asked)) : {},
  );
  return value ?? {};
}
