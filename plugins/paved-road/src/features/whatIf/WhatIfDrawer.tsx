import { Button, Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import { Advice, Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { Dialog } from '../../ui/components/Dialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { useModel } from '../../ui/model';
import { whatIfTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AssumptionChange, AssumptionsPart, WeightsPart } from './ModelParts';
import { Outcome } from './Outcome';
import { WhatIf } from './useWhatIf';
import styles from './whatIf.module.css';
import { useSaveAsDraft } from '../../data/assessments/useRecalculation';
import { withValue } from './whatIfInput';
import { WorkloadPart } from './WorkloadPart';

const allParts = ['workload', 'weights', 'assumptions'] as const;

export type WhatIfPart = (typeof allParts)[number];

/** A drawer to change the inputs of the result, with the outcome pinned on top. */
export function WhatIfDrawer(props: {
  /** As stored. */
  stored: Advice;
  whatIf: WhatIf;
  /** The editable parts; all by default. */
  parts?: readonly WhatIfPart[];
  /** The part that is open; closed without one. */
  part?: WhatIfPart;
  onSelect: (part: WhatIfPart) => void;
  onClose: () => void;
  /** Saves the input as a draft; absent without permission or if nothing is stored. */
  save?: {
    entityRef: string;
    onSaved: (saved: Assessment) => Promise<void>;
  };
}) {
  const { stored, whatIf, parts = allParts, part, save, onClose } = props;
  const t = useTexts(whatIfTexts);
  // The part stays visible while the drawer closes.
  const [shownPart, setShownPart] = useState(part);
  if (part && part !== shownPart) {
    setShownPart(part);
  }
  return (
    <Dialog
      title={t('whatIf.title')}
      isOpen={part !== undefined}
      isDrawer
      width="30rem"
      className={styles.drawer}
      pinned={
        <div className={styles.pinned}>
          <Text as="p" color="secondary" variant="body-small">
            {t('whatIf.help')}
          </Text>
          <Outcome
            before={stored}
            after={whatIf.advice}
            isPending={whatIf.isPending}
          />
          <ErrorAlert error={whatIf.error} title={t('whatIf.failed')} />
        </div>
      }
      actions={
        <>
          {/* Never disabled, or the focus would be lost and Escape would not close the drawer. */}
          <Button variant="secondary" onPress={whatIf.reset}>
            {t('whatIf.resetAll')}
          </Button>
          {save && <SaveAsDraft {...save} whatIf={whatIf} onClose={onClose} />}
        </>
      }
      close={null}
      onClose={onClose}
    >
      <Tabs
        key={whatIf.resets}
        selectedKey={shownPart}
        onSelectionChange={key => {
          const chosen = parts.find(id => id === key);
          if (chosen) {
            props.onSelect(chosen);
          }
        }}
      >
        <TabList aria-label={t('whatIf.parts')}>
          {parts.map(id => (
            <Tab key={id} id={id}>
              {t(`whatIf.part.${id}`)}
            </Tab>
          ))}
        </TabList>
        {parts.map(id => (
          <TabPanel key={id} id={id} className={styles.part}>
            <InputPart id={id} whatIf={whatIf} />
          </TabPanel>
        ))}
      </Tabs>
    </Dialog>
  );
}

function InputPart(props: { id: WhatIfPart; whatIf: WhatIf }) {
  const { id, whatIf } = props;
  const { input, stored, change } = whatIf;
  const { assumptions } = useModel();
  const onChangeAssumption: AssumptionChange = (assumption, value) =>
    change({
      assumptions: withValue(input.assumptions, {
        id: assumption,
        value,
        stored: stored.assumptions[assumption],
        usual: assumptions.find(found => found.id === assumption)?.value,
      }),
    });
  switch (id) {
    case 'workload':
      return (
        <WorkloadPart whatIf={whatIf} onChangeAssumption={onChangeAssumption} />
      );
    case 'weights':
      return <WeightsPart whatIf={whatIf} />;
    default:
      return (
        <AssumptionsPart
          whatIf={whatIf}
          onChangeAssumption={onChangeAssumption}
        />
      );
  }
}

/** Saves the input as a new draft; the assessment stays unchanged. */
function SaveAsDraft(props: {
  whatIf: WhatIf;
  entityRef: string;
  onSaved: (saved: Assessment) => Promise<void>;
  onClose: () => void;
}) {
  const { whatIf, entityRef, onSaved, onClose } = props;
  const { request, reset } = whatIf;
  const t = useTexts(whatIfTexts);
  const [saving, save] = useSaveAsDraft(entityRef, request, async saved => {
    onClose();
    reset();
    await onSaved(saved);
  });
  return (
    <>
      <ErrorAlert error={saving.error} title={t('whatIf.saveFailed')} />
      <Button
        isPending={saving.loading}
        isDisabled={!whatIf.isChanged || whatIf.error !== undefined}
        onPress={save}
      >
        {t('whatIf.save')}
      </Button>
    </>
  );
}
