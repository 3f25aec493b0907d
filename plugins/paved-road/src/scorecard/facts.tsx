import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import {
  CheckResult,
  FactState,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { SourceText } from '../components/SourceText';
import { TimeAgo } from '../components/TimeAgo';
import { pavedRoadTranslationRef } from '../translation';

/** A fact that is not known. */
type MissingFact = Extract<FactState, { status: 'unknown' }>;

/**
 * The fact for lack of which a check could not be evaluated; undefined where it was, or failed for
 * another reason.
 */
export function missingFact(
  result: CheckResult,
  facts: FactState[],
): MissingFact | undefined {
  return facts.find(
    (fact): fact is MissingFact =>
      fact.status === 'unknown' &&
      result.state === 'unknown' &&
      result.facts.includes(fact.name) &&
      // A check can read several facts; the reason starts with the one that it stopped at.
      result.reason.startsWith(`${fact.title}: `),
  );
}

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

/** When a fact was tried, and when it is tried again. */
function FactTries(props: { fact: MissingFact }) {
  const { triedAt, nextTryAt } = props.fact;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      {triedAt
        ? t('scorecard.fact.tried', { age: <TimeAgo at={triedAt} /> })
        : t('scorecard.fact.notTried')}
      {nextTryAt && ' · '}
      {nextTryAt &&
        (DateTime.fromISO(nextTryAt) > DateTime.now()
          ? t('scorecard.fact.nextTry', { in: <TimeAgo at={nextTryAt} /> })
          : t('scorecard.fact.nextTryDue'))}
    </>
  );
}
