import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Assessment,
  patternSchema,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import { AssessmentStatusChips } from '../assessment/AssessmentStatusChips';
import { patternOf } from '../assessment/patternOf';
import { useOutcomeText } from '../assessment/useOutcomeText';
import { DescriptionList } from '../components/DescriptionList';
import { ErrorAlert } from '../components/ErrorAlert';
import { StatusChip } from '../components/StatusChip';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import styles from './EntityPavedRoadCard.module.css';

/** Which pattern an entity has, as decided and as declared, and how the decision stands. */
export function CardDecision(props: {
  entity: Entity;
  assessment: {
    error?: Error;
    value?: { counting?: Assessment };
    retry: () => void;
  };
}) {
  const { entity, assessment } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const outcomeText = useOutcomeText();
  const { error, value, retry } = assessment;
  const declared = patternSchema.safeParse(
    entity.metadata.annotations?.[pavedRoadAnnotations.pattern],
  ).data;
  if (error && !value) {
    return (
      <ErrorAlert
        error={error}
        title={t('entityCard.decisionFailed')}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return null;
  }
  const { counting } = value;
  const decided = counting && patternOf(counting);
  return (
    <DescriptionList
      items={[
        {
          label: t('entityCard.pattern'),
          value: (
            <span className={styles.line}>
              {patternText()}
              {counting && declared && decided !== declared && (
                <StatusChip tone={decided ? 'warning' : 'neutral'}>
                  {t('entityCard.declared', {
                    pattern: titles.pattern(declared),
                  })}
                </StatusChip>
              )}
            </span>
          ),
        },
        {
          label: t('entityCard.decision'),
          value: counting ? (
            <span className={styles.line}>
              <AssessmentStatusChips assessment={counting} />
            </span>
          ) : (
            t('entityCard.none')
          ),
        },
      ]}
    />
  );

  function patternText(): string {
    if (counting) {
      return outcomeText(counting);
    }
    return declared
      ? t('entityCard.declaredOnly', { pattern: titles.pattern(declared) })
      : t('entityCard.notDeclared');
  }
}
