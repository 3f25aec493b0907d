import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { FactState } from '@paved-road/plugin-paved-road-common';
import { SourceText } from '../components/SourceText';
import { TimeAgo } from '../components/TimeAgo';
import { pavedRoadTranslationRef } from '../translation';
import { FactTries } from './FactTries';

/** Where a fact comes from and how old it is, or why there is none and when it is tried again. */
export function FactLine(props: { fact: FactState }) {
  const { fact } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="p" color="secondary" variant="body-small">
      {fact.status === 'known' ? (
        t('scorecard.fact.known', {
          fact: fact.title,
          age: <TimeAgo at={fact.collectedAt} />,
          source: <SourceText source={fact.source} />,
        })
      ) : (
        <>
          {t('scorecard.fact.unknown', {
            fact: fact.title,
            reason: fact.reason,
          })}
          {' · '}
          <FactTries fact={fact} />
        </>
      )}
    </Text>
  );
}
