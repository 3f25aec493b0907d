import { renderInTestApp } from '@backstage/test-utils';
import { Advice, AdviceRequest } from '@paved-road/plugin-paved-road-common';
import { advise } from '@paved-road/plugin-paved-road-common/advisor';
import { useState } from 'react';
import { AdviceSection, AdviceSections } from '..';

/** Renders the sections that explain a new or stored advice. */
export async function renderSections(
  request: AdviceRequest,
  advice: Advice = advise(request),
) {
  const Sections = () => {
    const [section, setSection] = useState<AdviceSection>('why');
    return (
      <AdviceSections
        advice={advice}
        profile={request.profile}
        section={section}
        onSelect={(chosen: AdviceSection) => setSection(chosen)}
      />
    );
  };
  await renderInTestApp(<Sections />);
  return advice;
}
