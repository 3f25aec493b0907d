import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import {
  CheckResult,
  CheckState,
  checkStates,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../translation';
import { CheckDetails } from './CheckDetails';
import { CheckStateChip } from './CheckStateChip';
import { levelOf } from '../levels';
import styles from './TrackList.module.css';

/** The checks by track: what needs attention in full, the rest behind a click. */
export function TrackList(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { tracks, results } = scorecard;
  return (
    <div className={styles.tracks}>
      {tracks
        .map(track => ({
          track,
          checks: results.filter(result => result.track === track.id),
        }))
        .filter(({ checks }) => checks.length > 0)
        .map(({ track, checks }) => (
          <Track
            key={track.id}
            title={track.title}
            checks={checks}
            scorecard={scorecard}
          />
        ))}
    </div>
  );
}

/** What needs attention, most of it first. */
const attentionStates: CheckState[] = ['fail', 'unknown', 'waived'];

const needsAttention = ({ state }: CheckResult) =>
  attentionStates.includes(state);

function Track(props: {
  title: string;
  checks: CheckResult[];
  scorecard: Scorecard;
}) {
  const { title, checks, scorecard } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const attention = attentionStates.flatMap(state =>
    checks.filter(check => check.state === state),
  );
  const quiet = checks.filter(check => !needsAttention(check));
  const details = (check: CheckResult) => (
    <CheckDetails
      key={check.checkId}
      result={check}
      level={
        levelOf({ ...scorecard, level: check.level })?.title ?? check.level
      }
      facts={scorecard.facts}
    />
  );
  return (
    <section className={styles.track} aria-label={title}>
      <Flex align="center" gap="2" className={styles.head}>
        <Text as="h4" weight="bold">
          {title}
        </Text>
        {checkStates
          .map(state => ({
            state,
            count: checks.filter(check => check.state === state).length,
          }))
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => (
            <CheckStateChip key={state} state={state} count={count} />
          ))}
      </Flex>
      <Flex direction="column" gap="3">
        {attention.map(details)}
        {quiet.length > 0 && (
          <Accordion>
            <AccordionTrigger
              level={5}
              title={t('scorecard.quiet', { count: quiet.length })}
            />
            <AccordionPanel>
              <Flex direction="column" gap="3">
                {quiet.map(details)}
              </Flex>
            </AccordionPanel>
          </Accordion>
        )}
      </Flex>
    </section>
  );
}
