import { Text } from '@backstage/ui';
import {
  CheckResult,
  CheckState,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { findNextLevel } from '@paved-road/plugin-paved-road-common/rules';
import { ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { formatNumber } from '../../ui/formats';
import { Folded } from '../../ui/components/Folded';
import { MoreButton } from '../../ui/components/MoreButton';
import { Section } from '../../ui/components/Section';
import { LevelStep, levelSteps } from '../../ui/levels';
import { scorecardTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { WaiverHint } from '../../features/waivers';
import { CheckRow } from './CheckRow';
import styles from './scorecard.module.css';
import { PlainList } from '../../ui/components/Layout';
import { useFixes } from './useFixes';

/** Number of items shown before expanding. */
const FIRST = 5;

/** States that need attention, most urgent first. */
const attention: CheckState[] = ['fail', 'unknown', 'waived'];

/** Checks: blockers of the next level, blockers of higher levels, and the rest by track. */
export function CheckList(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { results, tracks } = scorecard;
  const t = useTexts(scorecardTexts);
  const target = useTarget(results);
  const findFix = useFixes(scorecard.entityRef);
  const next = findNextLevel(scorecard);
  const steps = levelSteps(scorecard);
  const nextRank = next
    ? steps.findIndex(({ id }) => id === next.level.id)
    : steps.length;
  const ofLevels = (levels: LevelStep[]) =>
    attention.flatMap(state =>
      results.filter(
        result =>
          result.state === state &&
          levels.some(({ id }) => id === result.level),
      ),
    );
  const first = ofLevels(steps.slice(0, nextRank + 1));
  const primary = first.find(findFix);
  const quiet = results.filter(({ state }) => !attention.includes(state));
  const rows = (checks: CheckResult[]) =>
    checks.map(result => (
      <CheckRow
        key={result.checkId}
        result={result}
        scorecard={scorecard}
        fix={findFix(result)}
        isPrimary={result === primary}
        isTarget={result.checkId === target}
      />
    ));
  const isIn = (checks: CheckResult[]) =>
    checks.some(({ checkId }) => checkId === target);
  const byTrack = tracks
    .map(({ id, title }) => ({
      id,
      title,
      checks: quiet.filter(({ track }) => track === id),
    }))
    .filter(({ checks }) => checks.length > 0);
  const title = next
    ? t('scorecard.list.reach', {
        level: next.reached.title,
        number: formatNumber(next.open.length),
      })
    : t('scorecard.list.top', { level: steps.at(-1)?.title ?? '' });
  return (
    <>
      <Section gap="3" headingLevel="h2" title={title}>
        {!next && <Text as="p">{t('scorecard.list.topHelp')}</Text>}
        {first.length > 0 && (
          <FirstRows
            key={target}
            label={title}
            rows={rows(first)}
            isAllShown={first
              .slice(FIRST)
              .some(({ checkId }) => checkId === target)}
          />
        )}
        <WaiverHint isFailing={results.some(({ state }) => state === 'fail')} />
      </Section>
      {steps
        .slice(nextRank + 1)
        .map(step => ({ step, checks: ofLevels([step]) }))
        .filter(({ checks }) => checks.length > 0)
        .map(({ step, checks }) => (
          <Folded
            key={`${step.id} ${target}`}
            title={t('scorecard.list.then', {
              level: step.title,
              number: formatNumber(step.open.length),
            })}
            isOpen={isIn(checks)}
          >
            <PlainList gap="0">{rows(checks)}</PlainList>
          </Folded>
        ))}
      {quiet.length > 0 && (
        <Folded
          key={target}
          title={t('scorecard.list.passing', {
            passing: formatNumber(
              quiet.filter(({ state }) => state === 'pass').length,
            ),
          })}
          subtitle={t('scorecard.list.notApplicable', {
            number: formatNumber(
              quiet.filter(({ state }) => state !== 'pass').length,
            ),
            tracks: byTrack
              .map(({ title: track, checks }) =>
                t('scorecard.list.track', {
                  track,
                  number: formatNumber(checks.length),
                }),
              )
              .join(' · '),
          })}
          isOpen={isIn(quiet)}
        >
          {byTrack.map(({ id, title: track, checks }) => (
            <section key={id} aria-label={track}>
              <Text as="h3" weight="bold" className={styles.trackTitle}>
                {track}
              </Text>
              <PlainList gap="0">{rows(checks)}</PlainList>
            </section>
          ))}
        </Folded>
      )}
    </>
  );
}

/** The first rows of a list, with a button for the rest. */
function FirstRows(props: {
  label: string;
  rows: ReactNode[];
  isAllShown: boolean;
}) {
  const { label, rows } = props;
  const t = useTexts(scorecardTexts);
  const [isExpanded, setExpanded] = useState(props.isAllShown);
  return (
    <div>
      <PlainList gap="0" aria-label={label}>
        {isExpanded ? rows : rows.slice(0, FIRST)}
      </PlainList>
      {rows.length > FIRST && (
        <MoreButton
          isExpanded={isExpanded}
          more={t('scorecard.list.rest', {
            number: formatNumber(rows.length - FIRST),
          })}
          fewer={t('scorecard.list.less', { number: formatNumber(FIRST) })}
          onChange={setExpanded}
        />
      )}
    </div>
  );
}

/** The check that a link leads to, if the scorecard has it. */
function useTarget(results: CheckResult[]): string | undefined {
  const [params] = useSearchParams();
  return results.find(({ checkId }) => checkId === params.get('check'))
    ?.checkId;
}
