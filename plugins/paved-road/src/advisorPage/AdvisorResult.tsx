import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, Flex } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { AdviceSections } from '../advisor';
import { WhatIf } from '../assessment/whatIf/useWhatIf';
import { WhatIfPanel, WhatIfPart } from '../assessment/whatIf/WhatIfPanel';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AdvisorResult.module.css';

/** All that explains the advice, and the weights and assumptions that it rests on to change. */
export function AdvisorResult(props: {
  whatIf: WhatIf;
  /** With the weights and assumptions of the model. */
  usualAdvice: Advice;
}) {
  const { whatIf, usualAdvice } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [part, setPart] = useState<WhatIfPart>();
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
      <div
        className={part ? `${styles.result} ${styles.hasPanel}` : styles.result}
      >
        <AdviceSections
          advice={whatIf.advice}
          profile={whatIf.profile}
          onChange={setPart}
        />
        {part && (
          <WhatIfPanel
            advice={usualAdvice}
            whatIf={whatIf}
            part={part}
            onSelect={setPart}
            onClose={() => setPart(undefined)}
          />
        )}
      </div>
    </Flex>
  );
}
