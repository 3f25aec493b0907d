import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { toAdviceRequest } from '@paved-road/plugin-paved-road-common/advisor';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { ErrorAlert } from '../../components/ErrorAlert';
import { Section } from '../../components/Section';
import { compareTexts } from './texts';
import { useTexts } from '../../texts/useTexts';
import { findDecidedPlacement } from '../answer';
import { useArchitectureView } from '../useArchitectureView';
import { ComparisonView } from './ComparisonView';
import styles from './compare.module.css';

/** A stored result beside what the model of today says to the same answers. */
export function RecomputePage(props: {
  assessment: Assessment;
  mayEdit: boolean;
  onSaved: (draft: Assessment) => Promise<void>;
}) {
  const { assessment, mayEdit, onSaved } = props;
  const t = useTexts(compareTexts);
  const api = useApi(pavedRoadApiRef);
  const [, show] = useArchitectureView();
  const { id, entityRef, profile, weights, decision } = assessment;
  const today = useAsyncRetry(async () => {
    const { observed } = await api.getCatalogFacts(entityRef);
    const advice = await api.getAdvice(
      toAdviceRequest(assessment, { observed, decision }),
    );
    return { profile, weights, advice };
  }, [api, assessment]);
  const [saving, save] = useAsyncFn(async () => {
    await onSaved(
      await api.createAssessment(entityRef, toAdviceRequest(assessment)),
    );
  }, [api, assessment, onSaved]);
  return (
    <Section
      title={t('recompute.title')}
      headingLevel="h2"
      actions={
        <Flex gap="2" className={styles.actions}>
          {mayEdit && today.value && (
            <Button size="small" isPending={saving.loading} onPress={save}>
              {t('recompute.save')}
            </Button>
          )}
          <Button
            size="small"
            variant="secondary"
            onPress={() => show({ assessment: id })}
          >
            {t('compare.back')}
          </Button>
        </Flex>
      }
    >
      <Flex direction="column" gap="4">
        <Text as="p" color="secondary">
          {t('recompute.explanation')}
        </Text>
        {saving.error && (
          <ErrorAlert error={saving.error} title={t('recompute.saveFailed')} />
        )}
        <AsyncView state={today}>
          {result => (
            <ComparisonView
              before={{
                title: t('compare.stored', {
                  version: assessment.advice.modelVersion,
                }),
                result: assessment,
                decided: decision?.pattern,
                decidedPlacement: findDecidedPlacement(assessment),
              }}
              after={{
                title: t('compare.today', {
                  version: result.advice.modelVersion,
                }),
                result,
                decided: decision?.pattern,
                decidedPlacement: findDecidedPlacement(assessment),
              }}
            />
          )}
        </AsyncView>
      </Flex>
    </Section>
  );
}
