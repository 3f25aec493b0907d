import { renderInTestApp } from '@backstage/test-utils';
import {
  Advice,
  advise,
  AdviceRequest,
} from '@paved-road/plugin-paved-road-common';
import { AdviceSections } from '..';

/** The sections that explain the advice for a request, or one that was stored. */
export async function renderSections(
  request: AdviceRequest,
  advice: Advice = advise(request),
) {
  await renderInTestApp(
    <AdviceSections advice={advice} profile={request.profile} />,
  );
  return advice;
}
