import { Button, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { toAdviceRequest } from '@paved-road/plugin-paved-road-common/advisor';
import { useMemo } from 'react';
import { useData } from '../../../data/queries/useData';
import { AsyncView } from '../../../ui/components/AsyncView';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { Section } from '../../../ui/components/Section';
import { compareTexts } from '../../../features/compare/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { findDecidedPlacement } from '../../../features/decision/answer';
import { useArchitectureView } from '../useArchitectureView';
import { useSaveAsDraft } from '../../../data/assessments/useRecalculation';
import { ComparisonView } from './ComparisonView';
import { SmallButton } from '../../../ui/components/SmallButton';
import { Row } from '../../../ui/components/Layout';

/** A stored result next to the result of the current model for the same answers. */
export function RecomputePage(props: {
  assessment: Assessment;
  mayEdit: boolean;
  onSaved: (draft: Assessment) => Promise<void>;
}) {
  const { assessment, mayEdit, onSaved } = props;
  const t = useTexts(compareTexts);
  const [, show] = useArchitectureView();
  const { id, etag, entityRef, decision } = assessment;
  const inputs = useMemo(() => toAdviceRequest(assessment), [assessment]);
  const today = useData(['recompute', id, etag], async api => {
    const { observed } = await api.getCatalogFacts(entityRef);
    const advice = await api.getAdvice({ ...inputs, observed, decision });
    return { ...inputs, advice };
  });
  const [saving, save] = useSaveAsDraft(entityRef, inputs, onSaved);
  const sides = {
    decided: decision?.pattern,
    decidedPlacement: findDecidedPlacement(assessment),
  };
  return (
    <Section
      gap="4"
      title={t('recompute.title')}
      headingLevel="h2"
      actions={
        <Row align="stretch">
          {mayEdit && today.value && (
            <Button size="small" isPending={saving.loading} onPress={save}>
              {t('recompute.save')}
            </Button>
          )}
          <SmallButton onPress={() => show({ assessment: id })}>
            {t('compare.back')}
          </SmallButton>
        </Row>
      }
    >
      <Text as="p" color="secondary">
        {t('recompute.explanation')}
      </Text>
      <ErrorAlert error={saving.error} title={t('recompute.saveFailed')} />
      <AsyncView state={today}>
        {result => (
          <ComparisonView
            before={{
              title: t('compare.stored', {
                version: assessment.advice.modelVersion,
              }),
              result: assessment,
              ...sides,
            }}
            after={{
              title: t('compare.today', {
                version: result.advice.modelVersion,
              }),
              result,
              ...sides,
            }}
          />
        )}
      </AsyncView>
    </Section>
  );
}
