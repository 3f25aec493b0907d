import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { Button, Flex } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { formatDate } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { useArchitectureView } from '../useArchitectureView';
import { useOutcomeText } from '../useOutcomeText';
import { ComparedSide } from './comparedSide';
import { ComparisonPicker } from './ComparisonPicker';
import { ComparisonView } from './ComparisonView';
import styles from './ComparisonView.module.css';

/** An assessment beside another one, of the same or of another entity. */
export function ComparisonPage(props: {
  assessment: Assessment;
  /** Others of the same entity, newest first. */
  versions: Assessment[];
  withId?: string;
}) {
  const { assessment, versions, withId } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [, show] = useArchitectureView();
  const { id: assessmentId } = assessment;
  return (
    <Section
      title={t('compare.title')}
      headingLevel="h2"
      actions={
        <Flex gap="2" className={styles.actions}>
          {withId && (
            <Button
              size="small"
              variant="secondary"
              onPress={() =>
                show({ assessment: assessmentId, view: 'compare' })
              }
            >
              {t('compare.other')}
            </Button>
          )}
          <Button
            size="small"
            variant="secondary"
            onPress={() => show({ assessment: assessmentId })}
          >
            {t('compare.back')}
          </Button>
        </Flex>
      }
    >
      {withId ? (
        <ComparisonWith assessment={assessment} otherId={withId} />
      ) : (
        <ComparisonPicker
          assessment={assessment}
          versions={versions}
          onPick={picked =>
            show({ assessment: assessmentId, view: 'compare', with: picked })
          }
        />
      )}
    </Section>
  );
}

function ComparisonWith(props: { assessment: Assessment; otherId: string }) {
  const { assessment, otherId } = props;
  const api = useApi(pavedRoadApiRef);
  const other = useAsyncRetry(() => api.getAssessment(otherId), [api, otherId]);
  const toSide = useComparedSide();
  return (
    <AsyncView state={other}>
      {found => {
        const [before, after] = inOrder(assessment, found);
        const names = before.entityRef !== after.entityRef;
        return (
          <ComparisonView
            before={toSide(before, names)}
            after={toSide(after, names)}
          />
        );
      }}
    </AsyncView>
  );
}

/** Versions of one entity from old to new; of two entities, the one whose page this is comes first. */
function inOrder(shown: Assessment, other: Assessment) {
  return shown.entityRef === other.entityRef &&
    other.createdAt < shown.createdAt
    ? [other, shown]
    : [shown, other];
}

function useComparedSide() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const outcomeText = useOutcomeText();
  return (assessment: Assessment, isNamed: boolean): ComparedSide => {
    const date = formatDate(assessment.createdAt);
    const status = t(`assessment.status.${assessment.status}`);
    return {
      title: isNamed
        ? t('compare.sideOfEntity', {
            entity: parseEntityRef(assessment.entityRef).name,
            date,
            status,
          })
        : t('compare.versionOf', {
            date,
            status,
            pattern: outcomeText(assessment),
          }),
      result: assessment,
      decided: assessment.decision?.pattern,
    };
  };
}
