import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ButtonLink,
  Card,
  CardBody,
  Flex,
  Skeleton,
  Text,
} from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { ActiveRules, Scorecard } from '@paved-road/plugin-paved-road-common';
import {
  describeFilter,
  noLevel,
} from '@paved-road/plugin-paved-road-common/rules';
import { useSearchParams } from 'react-router-dom';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Loading } from '../../ui/components/Loading';
import { Section } from '../../ui/components/Section';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { isAssessable } from '../../data/entities/entityFilters';
import { scorecardTexts } from './texts';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EntityWaiversProvider } from '../../features/waivers';
import { CheckList } from './CheckList';
import { FactList } from '../../features/facts/facts';
import { useKindText } from '../../features/checks/useKindText';
import { EvaluateButton, LadderCard } from './LadderCard';
import styles from './scorecard.module.css';
import { ScorecardHistory, useLevelRuns } from './ScorecardHistory';
import { BulletList } from '../../ui/components/Layout';
import {
  ScorecardProvider,
  useEntityScorecard,
} from '../../data/scorecards/ScorecardProvider';

/** The Scorecard tab of an entity page. */
export function EntityScorecardContent() {
  const { entity } = useEntity();
  return (
    <ScorecardProvider key={stringifyEntityRef(entity)} entity={entity}>
      <Flex direction="column" gap="3" className={styles.tab}>
        <Content entity={entity} />
      </Flex>
    </ScorecardProvider>
  );
}

function Content(props: { entity: Entity }) {
  const { scorecard, stored } = useEntityScorecard();
  if (scorecard && scorecard.results.length > 0) {
    return <ScorecardView scorecard={scorecard} />;
  }
  if (stored.error) {
    return <ErrorAlert error={stored.error} onRetry={stored.retry} />;
  }
  if (stored.value?.state === 'not-evaluated') {
    return <Reading />;
  }
  if (scorecard || stored.value?.state === 'not-selected') {
    return (
      <NotCovered
        entity={props.entity}
        rules={
          stored.value?.state === 'not-selected'
            ? stored.value.rules
            : undefined
        }
      />
    );
  }
  return <LoadingScorecard />;
}

/** Whether the repository has not been read for the first time. */
function isUnread({ facts }: Scorecard): boolean {
  return facts.some(
    fact =>
      fact.name === 'repository' &&
      fact.status === 'unknown' &&
      fact.triedAt === undefined,
  );
}

function ScorecardView(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const t = useTexts(scorecardTexts);
  const [params] = useSearchParams();
  const runs = useLevelRuns(scorecard);
  const wanted = params.get('check');
  const last = runs.value?.at(-1);
  const isWhole = (runs.value?.length ?? 0) > 1;
  return (
    <EntityWaiversProvider entityRef={scorecard.entityRef}>
      {wanted !== null &&
        scorecard.results.every(({ checkId }) => checkId !== wanted) && (
          <Notice
            role="status"
            title={t('scorecard.unknownCheck', { check: wanted })}
          />
        )}
      {isUnread(scorecard) && (
        <Notice
          role="status"
          status="info"
          title={t('scorecard.reading')}
          description={t('scorecard.readingMore')}
        />
      )}
      <LadderCard
        scorecard={scorecard}
        since={
          // Without a previous level, none was lost.
          last?.level === scorecard.level && (isWhole || last.level !== noLevel)
            ? { ...last, isWhole }
            : undefined
        }
      />
      <CheckList scorecard={scorecard} />
      {scorecard.facts.length > 0 && <FactList facts={scorecard.facts} />}
      <ScorecardHistory scorecard={scorecard} runs={runs} />
    </EntityWaiversProvider>
  );
}

/** Placeholder with the final layout. */
function LoadingScorecard() {
  const t = useTexts(componentsTexts);
  return (
    <>
      <Card role="status" aria-label={t('loading')}>
        <CardBody>
          <Flex direction="column" gap="3">
            <Skeleton width="100%" height={28} rounded />
            <Skeleton width="60%" height={16} />
          </Flex>
        </CardBody>
      </Card>
      <Card aria-hidden>
        <CardBody>
          <Flex direction="column" gap="4">
            <Skeleton width="12rem" height={20} />
            {[0, 1, 2, 3, 4].map(row => (
              <Skeleton key={row} width="100%" height={36} />
            ))}
          </Flex>
        </CardBody>
      </Card>
    </>
  );
}

/** A new entity, until its scorecard is known. */
function Reading() {
  const { evaluation } = useEntityScorecard();
  const t = useTexts(scorecardTexts);
  return (
    <Section
      headingLevel="h2"
      title={t('scorecard.reading')}
      actions={<EvaluateButton />}
    >
      <Flex direction="column" gap="3" role="status">
        <Text as="p">{t('scorecard.readingHelp')}</Text>
        <Loading label={t('scorecard.reading')} />
      </Flex>
      <ErrorAlert
        error={evaluation.error}
        title={t('scorecard.evaluateFailed')}
      />
    </Section>
  );
}

/** Empty state if no pack selects the entity: active packs and possible actions. */
function NotCovered(props: { entity: Entity; rules: ActiveRules | undefined }) {
  const { entity, rules } = props;
  const t = useTexts(scorecardTexts);
  const kindText = useKindText();
  const links = useEntityLinks();
  const packs = rules?.items ?? [];
  return (
    <Section
      gap="3"
      headingLevel="h2"
      title={t('scorecard.notCoveredTitle', {
        name: entity.metadata.title ?? entity.metadata.name,
      })}
      actions={
        isAssessable(entity) && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={links.architecture(stringifyEntityRef(entity))}
          >
            {t('scorecard.notCoveredNext')}
          </ButtonLink>
        )
      }
    >
      <Text as="p">
        {t('scorecard.notCoveredHelp', { entity: kindText(entity) })}
      </Text>
      <Text as="h3" weight="bold">
        {t('scorecard.notCoveredPacks')}
      </Text>
      {packs.length === 0 ? (
        <Text as="p">{t('scorecard.notCoveredNoPacks')}</Text>
      ) : (
        <BulletList>
          {packs.map(({ metadata, spec }) => (
            <li key={metadata.name}>
              <Text weight="bold">{metadata.title}</Text>{' '}
              <Text color="secondary">{describeFilter(spec.filter)}</Text>
            </li>
          ))}
        </BulletList>
      )}
    </Section>
  );
}
