import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Card, CardBody, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  Placement,
  findRequestedChanges,
} from '@paved-road/plugin-paved-road-common';
import { RiScales3Line } from '@remixicon/react';
import { ReactNode, useId } from 'react';
import {
  announcementOf,
  driversBetween,
  isPlaced,
  type PlacedAdvice,
  placementAnnouncementOf,
  PlacementBars,
  rankedPatterns,
  rankedPlacements,
  RankingBars,
  type Standing,
  useSystemTitle,
} from '../advisor';
import {
  formatAlternatives,
  formatChance,
  formatDate,
  formatFit,
  formatList,
} from '../components/formats';
import section from '../components/Section.module.css';
import { StatusChip } from '../components/StatusChip';
import { TimeAgo } from '../components/TimeAgo';
import { useModel, useTitles } from '../model';
import { PatternPicture, PlacementPicture } from '../patterns';
import { assessmentTexts } from './texts';
import { advisorTexts } from '../advisor/texts';
import { useTexts } from '../texts/useTexts';
import {
  Answer,
  toAnswer,
  findFit,
  isNamed,
  PlacementAnswer,
  toPlacementAnswer,
  findRank,
} from './answer';
import styles from './assessment.module.css';
import { AssessmentStatusChips } from './AssessmentStatusChips';
import { Provenance } from './Provenance';

/** What was decided, how sure that is, and by whom: the first thing to read. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  /** What is measured stands below, and says there whether the decision holds. */
  isMeasuredBelow: boolean;
  /** What to know before one relies on it. */
  notices?: ReactNode;
  actions: ReactNode;
}) {
  const { assessment, isMeasuredBelow, notices, actions } = props;
  const { advice, decision } = assessment;
  const t = useTexts(assessmentTexts, advisorTexts);
  const titles = useTitles();
  const systemTitle = useSystemTitle();
  const answer = toAnswer(assessment);
  const placed = toPlacementAnswer(assessment);
  const isOpen = answer.kind === 'open';
  const isUndecidedClose = answer.kind === 'close' && !answer.isDecided;
  const formatPatternTitle = () => {
    if (isOpen) {
      return t('header.open.title');
    }
    return isUndecidedClose && answer.other
      ? formatAlternatives([answer.pattern, answer.other].map(titles.pattern))
      : titles.pattern(answer.pattern);
  };
  const formatTitle = () => {
    if (!placed) {
      return formatPatternTitle();
    }
    const placements = settledPlacements(placed);
    if (!isOpen && !isUndecidedClose && placements.length === 1) {
      return systemTitle(answer.pattern, placements[0]);
    }
    return t('placement.apart', {
      pattern: formatPatternTitle(),
      placement:
        placements.length === 0
          ? t(
              placed.kind === 'impossible'
                ? 'placement.noneOf'
                : 'placement.open',
            )
          : formatAlternatives(placements.map(titles.placement)),
    });
  };
  const isOverride = answer.kind === 'override' || placed?.kind === 'override';
  const patternBars = (
    <RankingBars
      isDense={placed !== undefined}
      advice={advice}
      decided={
        answer.kind === 'override' || answer.kind === 'unsupported'
          ? { core: answer.core, as: toStanding(assessment) }
          : undefined
      }
    />
  );
  return (
    <Card className={section.section}>
      <CardBody>
        <div className={styles.header}>
          <div className={styles.picture}>
            <PatternPicture
              pattern={isOpen || isUndecidedClose ? undefined : answer.pattern}
              core={isOpen ? undefined : answer.core}
            />
            {placed &&
              settledPlacements(placed).map(placement => (
                <PlacementPicture key={placement} placement={placement} />
              ))}
          </div>
          <div className={styles.main}>
            <div className={`${styles.top} ${placed ? styles.sentence : ''}`}>
              <div className={styles.title}>
                <div className={styles.line}>
                  {!isOpen && (
                    <Text as="p" color="secondary" variant="body-small">
                      {t(`header.what.${classifyTitle(assessment, answer)}`)}
                    </Text>
                  )}
                  <span role="status" className={styles.chips}>
                    <AssessmentStatusChips
                      assessment={assessment}
                      isMeasuredBelow={isMeasuredBelow}
                    />
                    {!placed && assessment.status !== 'rejected' && (
                      <VerdictChip
                        kind={announcementOf(advice).kind}
                        answer={answer}
                      />
                    )}
                  </span>
                </div>
                <Text
                  as="h2"
                  // A sentence needs the room that a name does not.
                  variant={placed ? 'title-x-small' : 'title-small'}
                  weight="bold"
                >
                  {formatTitle()}
                </Text>
              </div>
              {actions}
            </div>
            <StateNotice assessment={assessment} />
            <Override advice={advice} answer={answer} />
            {placed && isPlaced(advice) && (
              <PlacementOverride advice={advice} answer={placed} />
            )}
            {notices}
            {!(isOverride && decision?.rationale) && (
              <Text as="p">
                <Reason advice={advice} answer={answer} placed={placed} />
              </Text>
            )}
            {decision?.rationale && (
              <Text as="p" className={styles.rationale}>
                {t('header.rationale', { rationale: decision.rationale })}
              </Text>
            )}
            {placed && isPlaced(advice) ? (
              <div className={styles.axes}>
                <AxisOf
                  title={t('placement.axis')}
                  chip={
                    assessment.status !== 'rejected' && (
                      <VerdictChip
                        kind={
                          placementAnnouncementOf(advice.languageModel).kind
                        }
                        answer={placed}
                        chance={
                          isNamed(placed)
                            ? advice.languageModel.expected[placed.placement]
                            : undefined
                        }
                      />
                    )
                  }
                >
                  <PlacementBars
                    isDense
                    advice={advice}
                    decided={
                      placed.kind === 'override' ||
                      placed.kind === 'unsupported'
                        ? {
                            subject: placed.placement,
                            as: toStanding(assessment),
                          }
                        : undefined
                    }
                  />
                </AxisOf>
                <AxisOf
                  title={t('placement.applicationAxis')}
                  chip={
                    assessment.status !== 'rejected' && (
                      <VerdictChip
                        kind={announcementOf(advice).kind}
                        answer={answer}
                        chance={
                          isOpen
                            ? undefined
                            : advice.confidence.expected[answer.core]
                        }
                      />
                    )
                  }
                >
                  {patternBars}
                </AxisOf>
              </div>
            ) : (
              patternBars
            )}
            <Text as="p" color="secondary" variant="body-small">
              <Provenance assessment={assessment} />
            </Text>
          </div>
        </div>
      </CardBody>
    </Card>
  );
}

/** The placements that the title names: none while they are open, two in a close call that is not decided. */
function settledPlacements(answer: PlacementAnswer): Placement[] {
  if (!isNamed(answer)) {
    return [];
  }
  const { kind, placement, other, isDecided } = answer;
  return kind === 'close' && !isDecided && other
    ? [placement, other]
    : [placement];
}

/** One of the two axes of a workload with a language model: how sure it is, and all its options by fit. */
function AxisOf(props: {
  title: string;
  chip: ReactNode;
  children: ReactNode;
}) {
  const { title, chip, children } = props;
  const headingId = useId();
  return (
    <div role="group" aria-labelledby={headingId} className={styles.axis}>
      <div className={styles.line}>
        <Text as="h3" id={headingId} variant="body-medium" weight="bold">
          {title}
        </Text>
        {chip}
      </div>
      {children}
    </div>
  );
}

/** What the title of the page names. */
function classifyTitle({ status }: Assessment, answer: Answer) {
  if (status === 'draft') {
    return answer.kind !== 'open' && answer.isDecided
      ? ('draft' as const)
      : ('recommendation' as const);
  }
  return status;
}

/** How far a decision has come that is not the recommendation. */
function toStanding({ status }: Assessment): Standing {
  if (status === 'rejected') {
    return 'rejected';
  }
  return status === 'draft' || status === 'submitted' ? 'proposed' : 'decided';
}

/** How sure the recommendation is; an override is not what it speaks for. */
function VerdictChip(props: {
  kind: 'one' | 'either' | 'none' | 'impossible';
  answer: Answer | PlacementAnswer;
  /** That it is right, 0..1; told beside the verdict where there are two of them. */
  chance?: number;
}) {
  const { kind, answer, chance } = props;
  const t = useTexts(advisorTexts);
  if (answer.kind === 'override') {
    return null;
  }
  if (kind === 'none' || kind === 'impossible') {
    return <StatusChip tone="warning">{t(`verdict.chip.${kind}`)}</StatusChip>;
  }
  return (
    <StatusChip
      tone="neutral"
      icon={kind === 'either' ? RiScales3Line : undefined}
    >
      {chance === undefined
        ? t(`verdict.chip.${kind}`)
        : t('placement.sure', {
            verdict: t(
              kind === 'one' ? 'verdict.word.clear' : 'verdict.word.close',
            ),
            share: formatChance(chance),
          })}
    </StatusChip>
  );
}

/** What a reviewer made of it, and what to do next. */
function StateNotice(props: { assessment: Assessment }) {
  const { assessment } = props;
  const t = useTexts(assessmentTexts);
  const changes = findRequestedChanges(assessment);
  if (changes) {
    return (
      <Alert
        role="note"
        icon
        status="warning"
        title={
          <Text as="span">
            {t('notice.changesRequested', {
              person: <EntityRefLink entityRef={changes.by} />,
              age: <TimeAgo at={changes.at} />,
              comment: changes.comment,
            })}
          </Text>
        }
      />
    );
  }
  if (assessment.status !== 'rejected') {
    return null;
  }
  const { by, at, comment } = assessment.review;
  return (
    <Alert
      role="note"
      icon
      status="danger"
      title={
        <Text as="span">
          {t(comment ? 'notice.rejectedBecause' : 'notice.rejected', {
            person: <EntityRefLink entityRef={by} />,
            date: formatDate(at),
            comment: comment ?? '',
          })}
        </Text>
      }
    />
  );
}

/** A decision without or against the recommendation says so itself, with its own fit. */
function Override(props: { advice: Advice; answer: Answer }) {
  const { advice, answer } = props;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  if (answer.kind !== 'override' && answer.kind !== 'unsupported') {
    return null;
  }
  const ranked = rankedPatterns(advice);
  return (
    <Alert
      role="note"
      icon
      status="warning"
      title={t(`header.${answer.kind}`, {
        fit: formatFit(findFit(ranked, answer.core)),
        rank: String(findRank(ranked, answer.core)),
        total: String(ranked.length),
        recommended: titles.pattern(advice.recommendation.pattern),
      })}
    />
  );
}

/** The same for where the language model runs. */
function PlacementOverride(props: {
  advice: PlacedAdvice;
  answer: PlacementAnswer;
}) {
  const { advice, answer } = props;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  if (answer.kind !== 'override' && answer.kind !== 'unsupported') {
    return null;
  }
  const ranked = rankedPlacements(advice);
  const isEligible = ranked.some(
    ({ subject, eligible }) => subject === answer.placement && eligible,
  );
  return (
    <Alert
      role="note"
      icon
      status="warning"
      title={t(`header.placement.${isEligible ? answer.kind : 'ruledOut'}`, {
        placement: titles.placement(answer.placement),
        fit: formatFit(findFit(ranked, answer.placement)),
        rank: String(findRank(ranked, answer.placement)),
        total: String(ranked.length),
        recommended: titles.placement(advice.languageModel.placement),
      })}
    />
  );
}

/** Why, in a sentence or two. */
function Reason(props: {
  advice: Advice;
  answer: Answer;
  placed: PlacementAnswer | undefined;
}): string {
  const { advice, answer, placed } = props;
  const titles = useTitles();
  const { patterns, languageModels } = useModel();
  const t = useTexts(assessmentTexts);
  if (placed) {
    const placement = isNamed(placed)
      ? languageModels.placements.find(({ id }) => id === placed.placement)
      : undefined;
    return [
      placed.kind === 'close' && !placed.isDecided
        ? t('header.placement.close')
        : placement?.description,
      (placed.kind === 'open' || answer.kind === 'open') &&
        t('header.open.explanation'),
      placed.kind === 'impossible' && advice.languageModel?.text,
      answer.kind === 'clear' &&
        answer.other &&
        advice.recommendation.margin > 0 &&
        t('header.applicationAhead', {
          other: titles.pattern(answer.other),
          margin: formatFit(advice.recommendation.margin),
        }),
      answer.kind === 'close' && t('header.applicationClose'),
    ]
      .filter(Boolean)
      .join(' ');
  }
  if (answer.kind === 'open') {
    return t('header.open.explanation');
  }
  const { pattern, core, other, isDecided } = answer;
  const { recommendation } = advice;
  const described =
    pattern === 'hybrid'
      ? t('header.hybrid', {
          core: titles.pattern(core),
          background: titles.pattern(recommendation.background ?? 'serverless'),
        })
      : patterns.find(({ id }) => id === pattern)?.description;
  if (answer.kind === 'close') {
    return isDecided && other
      ? [described, t('header.close.decided', { other: titles.pattern(other) })]
          .filter(Boolean)
          .join(' ')
      : t('header.close.open');
  }
  if (answer.kind !== 'clear') {
    return described ?? '';
  }
  if (!advice.ranking.some(({ eligible }) => eligible)) {
    return recommendation.text;
  }
  const speaksFor = other
    ? driversBetween(rankedPatterns(advice), core, other)
        .filter(({ points }) => points > 0)
        .slice(0, 2)
        .map(({ criterion }) => titles.criterion(criterion))
    : [];
  return [
    described,
    other &&
      recommendation.margin > 0 &&
      t('header.ahead', {
        other: titles.pattern(other),
        margin: formatFit(recommendation.margin),
        criteria: formatList(speaksFor),
      }),
    other &&
      recommendation.margin <= 0 &&
      t('header.behind', { other: titles.pattern(other) }),
    !other && t('header.alone'),
  ]
    .filter(Boolean)
    .join(' ');
}
