import { Text } from '@backstage/ui';
import { FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Folded } from '../../ui/components/Folded';
import { SourceText } from '../../ui/components/SourceText';
import { formatDateTime, formatNumber } from '../../ui/formats';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { factsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { FactNumbers } from './FactNumbers';
import { KnownFact } from '../../data/scorecards/useFactHistory';
import { PlainList } from '../../ui/components/Layout';
import styles from './facts.module.css';

/** An unknown fact. */
type MissingFact = Extract<FactState, { status: 'unknown' }>;

/** A fact with the history of its numbers. Needs a ScorecardProvider. */
export function FactWithNumbers(props: { fact: FactState }) {
  const { fact } = props;
  return (
    <div className={styles.fact}>
      <FactLine fact={fact} />
      {fact.status === 'known' && <FactNumbers fact={fact} />}
    </div>
  );
}

/** All facts of an entity, collapsed. Loads the history of numbers when opened. */
export function FactList(props: { facts: FactState[] }) {
  const { facts } = props;
  const t = useTexts(factsTexts);
  const known = facts.filter(fact => fact.status === 'known');
  const counts = {
    known: known.length,
    asOf: known.filter(({ failing }) => failing).length,
    unknown: facts.length - known.length,
  };
  return (
    <Folded
      title={t('scorecard.facts.title', { number: formatNumber(facts.length) })}
      subtitle={(['known', 'asOf', 'unknown'] as const)
        .filter(state => state === 'known' || counts[state] > 0)
        .map(state =>
          t(`scorecard.facts.${state}`, {
            number: formatNumber(counts[state]),
          }),
        )
        .join(' · ')}
    >
      <PlainList>
        {facts.map(fact => (
          <li key={fact.name}>
            <FactWithNumbers fact={fact} />
          </li>
        ))}
      </PlainList>
    </Folded>
  );
}

/** Source and age of a fact, or the reason why it is unknown and the next attempt. */
export function FactLine(props: { fact: FactState }) {
  const { fact } = props;
  const t = useTexts(factsTexts);
  return (
    <Text as="p" color="secondary" variant="body-small">
      {fact.status === 'known' ? (
        <KnownFactText fact={fact} />
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

/** Source and age of a value, and its expiry if it was pushed or its source does not answer. */
function KnownFactText(props: { fact: KnownFact }) {
  const { title, collectedAt, source, pushedBy, failing, expiresAt } =
    props.fact;
  const t = useTexts(factsTexts);
  if (pushedBy === undefined && !failing) {
    return t('scorecard.fact.known', {
      fact: title,
      age: <TimeAgo at={collectedAt} />,
      source: <SourceText source={source} />,
    });
  }
  return (
    <>
      {pushedBy === undefined
        ? t('scorecard.fact.asOf', {
            fact: title,
            date: formatDateTime(collectedAt),
            source: <SourceText source={source} />,
          })
        : t('scorecard.fact.pushed', {
            fact: title,
            age: <TimeAgo at={collectedAt} />,
            pusher: pushedBy,
            // Not a link: pushers can state any URL.
            source,
          })}
      {failing && ' · '}
      {failing &&
        t('scorecard.fact.failing', {
          since: formatDateTime(failing.since),
          reason: failing.reason,
        })}
      {expiresAt && ' · '}
      {expiresAt &&
        t('scorecard.fact.countsUntil', { date: formatDateTime(expiresAt) })}
    </>
  );
}

/** Times of the last and next attempt to collect a fact. */
function FactTries(props: { fact: MissingFact }) {
  const { triedAt, nextTryAt } = props.fact;
  const t = useTexts(factsTexts);
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
