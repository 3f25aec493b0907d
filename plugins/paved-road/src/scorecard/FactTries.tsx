import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DateTime } from 'luxon';
import { TimeAgo } from '../components/TimeAgo';
import { pavedRoadTranslationRef } from '../translation';
import { MissingFact } from './missingFact';

/** When a fact was tried, and when it is tried again. */
export function FactTries(props: { fact: MissingFact }) {
  const { triedAt, nextTryAt } = props.fact;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      {triedAt
        ? t('scorecard.fact.tried', { age: <TimeAgo at={triedAt} /> })
        : t('scorecard.fact.notTried')}
      {nextTryAt && ' · '}
      {nextTryAt && <NextTry at={nextTryAt} />}
    </>
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
