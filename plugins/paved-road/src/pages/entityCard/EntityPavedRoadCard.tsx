import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Text } from '@backstage/ui';
import { Scorecard } from '@paved-road/plugin-paved-road-common';
import { findNextLevel } from '@paved-road/plugin-paved-road-common/rules';
import { ReactNode } from 'react';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatNumber } from '../../ui/formats';
import { Loading } from '../../ui/components/Loading';
import { Section } from '../../ui/components/Section';
import { useCountingAssessment } from '../../data/assessments/useCountingAssessment';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { isAssessable } from '../../data/entities/entityFilters';
import { LevelBadge, reachedLevel } from '../../ui/levels';
import { ModelProvider } from '../../data/model/ModelProvider';
import { EntityModels } from './models/EntityModels';
import {
  CheckStateChip,
  CheckStateIcon,
} from '../../features/checks/CheckStateChip';
import { LostLevel } from '../../features/checks/LostLevel';
import { useNotCoveredText } from '../../features/checks/useKindText';
import {
  ScorecardProvider,
  useEntityScorecard,
} from '../../data/scorecards/ScorecardProvider';
import { entityCardTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { CardDecision, IngestionWarnings } from './CardDecision';
import { PlainList } from '../../ui/components/Layout';
import styles from './entityCard.module.css';

/** The level of an entity and its next step, for its overview page. */
export function EntityPavedRoadCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const assessment = useCountingAssessment(entityRef);
  return (
    // If the portal's model cannot be loaded, the built-in model has the same patterns.
    <ModelProvider renderUnavailable={() => null}>
      <ScorecardProvider
        key={entityRef}
        entity={entity}
        assessmentVersion={
          assessment.value && (assessment.value.counting?.etag ?? '')
        }
      >
        <CardContent>
          {isAssessable(entity) && (
            <CardDecision entity={entity} assessment={assessment} />
          )}
          <EntityModels entity={entity} />
          <IngestionWarnings entity={entity} />
        </CardContent>
      </ScorecardProvider>
    </ModelProvider>
  );
}

function CardContent(props: { children: ReactNode }) {
  const { entity } = useEntity();
  const { entityRef, scorecard, stored } = useEntityScorecard();
  const t = useTexts(entityCardTexts);
  const links = useEntityLinks();
  const isScored = scorecard && scorecard.results.length > 0;
  const isCovered = isScored || stored.value?.state !== 'not-selected';
  const first = isScored
    ? findNextLevelFailingFirst(scorecard)?.open[0]
    : undefined;
  return (
    <Section gap="3" headingLevel="h2" title={t('entityCard.title')}>
      {isScored ? <ScorecardLines scorecard={scorecard} /> : <NoScorecard />}
      {props.children}
      {(isCovered || isAssessable(entity)) && (
        <div>
          <ButtonLink
            size="small"
            variant="secondary"
            href={
              isCovered
                ? links.scorecard(entityRef, first?.checkId)
                : links.architecture(entityRef)
            }
          >
            {t(
              isCovered
                ? 'entityCard.openScorecard'
                : 'entityCard.openArchitecture',
            )}
          </ButtonLink>
        </div>
      )}
    </Section>
  );
}

/** Check states hidden by level and score, such as waived or unknown. */
const exceptions = ['waived', 'unknown'] as const;

/** Number of blocking checks that are named. */
const NAMED = 3;

/** The level of an entity and the blockers of the next one. */
function ScorecardLines(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const t = useTexts(entityCardTexts);
  const next = findNextLevelFailingFirst(scorecard);
  const label = next && t('entityCard.next', { level: next.reached.title });
  return (
    <>
      <div className={styles.line}>
        <LevelBadge
          level={reachedLevel(scorecard)}
          isLost={scorecard.lost !== undefined}
        />
        {scorecard.lost && (
          <LostLevel lost={scorecard.lost} levels={scorecard.levels} />
        )}
        <Text>
          {t('entityCard.score', { score: formatNumber(scorecard.score) })}
        </Text>
        {exceptions
          .filter(state => scorecard.counts[state] > 0)
          .map(state => (
            <CheckStateChip
              key={state}
              state={state}
              count={scorecard.counts[state]}
            />
          ))}
      </div>
      {next ? (
        <div>
          <Text as="h3" color="secondary" variant="body-small">
            {label}
          </Text>
          <PlainList gap="1" aria-label={label}>
            {next.open.slice(0, NAMED).map(({ checkId, title, state }) => (
              <li key={checkId} className={styles.line}>
                <CheckStateIcon state={state} />
                <Text weight="bold">{title}</Text>
              </li>
            ))}
          </PlainList>
          {next.open.length > NAMED && (
            <Text as="p" color="secondary">
              {t('entityCard.others', {
                number: formatNumber(next.open.length - NAMED),
              })}
            </Text>
          )}
        </div>
      ) : (
        <Text as="p">{t('entityCard.top')}</Text>
      )}
    </>
  );
}

function NoScorecard() {
  const { entity } = useEntity();
  const { stored } = useEntityScorecard();
  const t = useTexts(entityCardTexts);
  const notCoveredText = useNotCoveredText();
  if (stored.error) {
    return (
      <ErrorAlert
        error={stored.error}
        title={t('entityCard.scorecardFailed')}
        onRetry={stored.retry}
      />
    );
  }
  if (stored.loading && !stored.value) {
    return <Loading />;
  }
  return (
    <Text as="p" color="secondary">
      {stored.value?.state === 'not-evaluated'
        ? t('entityCard.notEvaluated')
        : stored.value?.state === 'not-selected' &&
          notCoveredText(entity, stored.value.rules)}
    </Text>
  );
}

/** Blockers of the next level: failing checks before unknown ones. */
function findNextLevelFailingFirst(scorecard: Scorecard) {
  const next = findNextLevel(scorecard);
  return (
    next && {
      ...next,
      open: next.open.toSorted(
        (a, b) => Number(b.state === 'fail') - Number(a.state === 'fail'),
      ),
    }
  );
}
