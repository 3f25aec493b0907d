import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, Flex } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { AdviceSection, AdviceSections } from '../advisor';
import { WhatIf } from '../assessment/whatIf/useWhatIf';
import { WhatIfDrawer, WhatIfPart } from '../assessment/whatIf/WhatIfDrawer';
import { pavedRoadTranslationRef } from '../translation';

/** All that explains the advice, and the weights and assumptions that it rests on to change. */
export function AdvisorResult(props: {
  whatIf: WhatIf;
  /** With the weights and assumptions of the model. */
  usualAdvice: Advice;
}) {
  const { whatIf, usualAdvice } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [part, setPart] = useState<WhatIfPart>();
  const [section, setSection] = useState<AdviceSection>('why');
  return (
    <Flex direction="column" gap="4">
      {whatIf.isChanged && (
        <Alert
          role="status"
          icon
          status="info"
          title={t('advisor.changed.title')}
          description={t('advisor.changed.explanation')}
          customActions={
            <Button size="small" variant="secondary" onPress={whatIf.reset}>
              {t('advisor.changed.reset')}
            </Button>
          }
        />
      )}
      <AdviceSections
        advice={whatIf.advice}
        profile={whatIf.profile}
        section={section}
        onSelect={(chosen: AdviceSection) => setSection(chosen)}
        onChange={setPart}
      />
      <WhatIfDrawer
        stored={usualAdvice}
        whatIf={whatIf}
        parts={['weights', 'assumptions']}
        part={part}
        onSelect={setPart}
        onClose={() => setPart(undefined)}
      />
    </Flex>
  );
}
