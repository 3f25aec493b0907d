import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import { Scorecard } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../translation';
import { FactTries } from './FactTries';
import { missingFact } from './missingFact';

/** Why facts are not known without which checks could not be evaluated, once for all these checks. */
export function MissingFacts(props: { scorecard: Scorecard }) {
  const { results, facts } = props.scorecard;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const missing = results.map(result => missingFact(result, facts));
  return (
    <>
      {[...new Set(missing)].map(
        fact =>
          fact && (
            <Alert
              key={fact.name}
              role="note"
              icon
              status="warning"
              title={t('scorecard.fact.missing', { fact: fact.title })}
              description={
                <Text as="p">
                  {fact.reason} · <FactTries fact={fact} /> ·{' '}
                  {t('scorecard.fact.needed', {
                    count: missing.filter(other => other === fact).length,
                  })}
                </Text>
              }
            />
          ),
      )}
    </>
  );
}
