import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { Section } from '../components/Section';
import { useEntityLinks } from '../components/useEntityLinks';
import { ModelProvider } from '../model';
import { ScorecardProvider } from '../scorecard';
import { useEntityScorecard } from '../scorecard/ScorecardProvider';
import { pavedRoadTranslationRef } from '../translation';
import { CardDecision } from './CardDecision';
import { CardScorecard } from './CardScorecard';
import { IngestionWarnings } from './IngestionWarnings';
import { useCountingAssessment } from './useCountingAssessment';

/** Where an entity stands on the paved road and what to do next, on its overview page. */
export function EntityPavedRoadCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const assessment = useCountingAssessment(entityRef);
  return (
    // Without the model of the portal, the one that comes with the plugin has the same patterns.
    <ModelProvider renderUnavailable={() => null}>
      <ScorecardProvider
        key={entityRef}
        entity={entity}
        assessmentVersion={assessment.value?.counting?.etag}
      >
        <CardContent>
          <CardDecision entity={entity} assessment={assessment} />
          <IngestionWarnings entity={entity} />
        </CardContent>
      </ScorecardProvider>
    </ModelProvider>
  );
}

function CardContent(props: { children: ReactNode }) {
  const { entityRef, scorecard } = useEntityScorecard();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const links = useEntityLinks();
  return (
    <Section headingLevel="h2" title={t('entityCard.title')}>
      <Flex direction="column" gap="3">
        <CardScorecard />
        {props.children}
        <div>
          {scorecard && scorecard.results.length > 0 ? (
            <Link href={links.scorecard(entityRef)}>
              {t('entityCard.openScorecard')}
            </Link>
          ) : (
            <Link href={links.architecture(entityRef)}>
              {t('entityCard.openArchitecture')}
            </Link>
          )}
        </div>
      </Flex>
    </Section>
  );
}
