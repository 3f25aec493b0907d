import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { SourceText } from '../components/SourceText';
import { TimeAgo } from '../components/TimeAgo';
import { pavedRoadTranslationRef } from '../translation';

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
          {fact.triedAt
            ? t('scorecard.fact.tried', { age: <TimeAgo at={fact.triedAt} /> })
            : t('scorecard.fact.notTried')}
          {fact.nextTryAt && ' · '}
          {fact.nextTryAt && <NextTry at={fact.nextTryAt} />}
        </>
      )}
    </Text>
  );
}

function NextTry(props: { at: string }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return DateTime.fromISO(props.at) > DateTime.now() ? (
    <>{t('scorecard.fact.nextTry', { in: <TimeAgo at={props.at} /> })}</>
  ) : (
    <>{t('scorecard.fact.nextTryDue')}</>
  );
}
