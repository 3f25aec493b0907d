import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { GroupsTable } from '../GroupsTable';
import { ServicesQuery } from '../services/servicesQuery';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetSummary } from '../useFleetSummary';
import { usePatternTitle } from '../usePatternTitle';

/** How the services of each pattern do, each pattern a way to its services. */
export function PatternMix(props: { byLevel: ScorecardsSummary }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const byPattern = useFleetSummary('pattern');
  const servicesLink = useServicesLink();
  const patternTitle = usePatternTitle();
  return (
    <Section headingLevel="h2" title={t('overview.patterns')}>
      <AsyncView state={byPattern}>
        {({ groups }) => (
          <GroupsTable
            label={t('overview.patterns')}
            groupedBy={t('overview.pattern')}
            groups={groups}
            byLevel={props.byLevel}
            title={({ key }) => patternTitle(key)}
            link={({ key }) =>
              servicesLink({ pattern: key as ServicesQuery['pattern'] })
            }
          />
        )}
      </AsyncView>
    </Section>
  );
}
