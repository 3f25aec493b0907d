import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  ButtonIcon,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { RiCloseLine } from '@remixicon/react';
import { useId } from 'react';
import section from '../../components/Section.module.css';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { AssumptionChange, AssumptionsPart } from './AssumptionsPart';
import { usePanelFocus } from './usePanelFocus';
import { WhatIf } from './useWhatIf';
import { WeightsPart } from './WeightsPart';
import styles from './WhatIfPanel.module.css';
import { withValue } from './whatIfInput';
import { WhatIfSummary } from './WhatIfSummary';
import { WorkloadPart } from './WorkloadPart';

/** A part of what an advice rests on. */
export type WhatIfPart = 'workload' | 'weights' | 'assumptions';

const parts: readonly WhatIfPart[] = ['workload', 'weights', 'assumptions'];

/** The fields of a what-if, beside the page that they change. Escape closes it. */
export function WhatIfPanel(props: {
  /** As stored. */
  advice: Advice;
  whatIf: WhatIf;
  part: WhatIfPart;
  onSelect: (part: WhatIfPart) => void;
  onClose: () => void;
}) {
  const { advice, whatIf, part, onSelect, onClose } = props;
  const { input, stored, change } = whatIf;
  const { assumptions } = useModel();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const headingId = useId();
  const heading = usePanelFocus();
  const onChangeAssumption: AssumptionChange = (id, value) =>
    change({
      assumptions: withValue(input.assumptions, {
        id,
        value,
        stored: stored.assumptions[id],
        usual: assumptions.find(assumption => assumption.id === id)?.value,
      }),
    });
  return (
    <Card
      role="region"
      aria-labelledby={headingId}
      className={`${section.section} ${styles.panel}`}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <CardHeader>
        <Flex align="center" justify="between" gap="3">
          <h3
            id={headingId}
            ref={heading}
            tabIndex={-1}
            className={styles.heading}
          >
            {t('whatIf.title')}
          </h3>
          <Flex gap="2">
            {whatIf.isChanged && (
              <Button
                size="small"
                variant="secondary"
                onPress={() => {
                  // The button goes with the changes; the focus must not go with it.
                  heading.current?.focus();
                  whatIf.reset();
                }}
              >
                {t('whatIf.resetAll')}
              </Button>
            )}
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiCloseLine aria-hidden />}
              aria-label={t('whatIf.close')}
              onPress={onClose}
            />
          </Flex>
        </Flex>
        <Text as="p" color="secondary" variant="body-small">
          {t('whatIf.help')}
        </Text>
        <div className={styles.summary}>
          <WhatIfSummary before={advice} after={whatIf.advice} />
        </div>
      </CardHeader>
      <CardBody>
        <Tabs
          key={whatIf.resets}
          selectedKey={part}
          onSelectionChange={key =>
            onSelect(parts.find(id => id === key) ?? part)
          }
        >
          <TabList aria-label={t('whatIf.parts')}>
            {parts.map(id => (
              <Tab key={id} id={id}>
                {t(`whatIf.part.${id}`)}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="workload">
            <WorkloadPart
              whatIf={whatIf}
              onChangeAssumption={onChangeAssumption}
            />
          </TabPanel>
          <TabPanel id="weights">
            <WeightsPart whatIf={whatIf} />
          </TabPanel>
          <TabPanel id="assumptions">
            <AssumptionsPart
              whatIf={whatIf}
              onChangeAssumption={onChangeAssumption}
            />
          </TabPanel>
        </Tabs>
      </CardBody>
    </Card>
  );
}
