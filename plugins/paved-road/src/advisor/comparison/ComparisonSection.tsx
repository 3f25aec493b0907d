import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { Section } from '../../components/Section';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { ComparisonRadar } from './ComparisonRadar';
import { comparisonRows } from './comparisonRows';
import { ComparisonTable } from './ComparisonTable';

const views = ['table', 'radar'] as const;

/** What the workload demands and what each pattern supplies, criterion by criterion. */
export function ComparisonSection(props: {
  advice: Advice;
  /** Opens the weights for a change. */
  onChangeWeights?: () => void;
}) {
  const { advice, onChangeWeights } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const model = useModel();
  const [view, setView] = useState<(typeof views)[number]>('table');
  const rows = comparisonRows(advice, model);
  return (
    <Section
      title={t('comparison.title')}
      actions={
        <Flex align="center" gap="2">
          <ToggleButtonGroup
            aria-label={t('comparison.view.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={([selected]) =>
              setView(views.find(id => id === selected) ?? view)
            }
          >
            {views.map(id => (
              <ToggleButton key={id} id={id} size="small">
                {t(`comparison.view.${id}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {onChangeWeights && (
            <Button size="small" variant="tertiary" onPress={onChangeWeights}>
              {t('comparison.weights')}
            </Button>
          )}
        </Flex>
      }
    >
      {view === 'table' ? (
        <ComparisonTable advice={advice} rows={rows} />
      ) : (
        <ComparisonRadar advice={advice} rows={rows} />
      )}
    </Section>
  );
}
