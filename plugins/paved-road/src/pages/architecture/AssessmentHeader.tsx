import { Card, CardBody, Text } from '@backstage/ui';
import { Assessment, Placement } from '@paved-road/plugin-paved-road-common';
import { RiScales3Line } from '@remixicon/react';
import { ReactNode, useId } from 'react';
import {
  classifyRecommendation,
  isPlaced,
  classifyPlacement,
  PlacementBars,
  RequirementsToRelax,
  RankingBars,
  type Standing,
  useSystemTitle,
} from '../../features/advice';
import { formatAlternatives, formatChance } from '../../ui/formats';
import section from '../../ui/components/Section.module.css';
import { StatusChip } from '../../ui/components/StatusChip';
import { useTitles } from '../../ui/model';
import { PatternPicture, PlacementPicture } from '../../ui/patterns';
import { assessmentTexts } from './texts';
import { advisorTexts } from '../../features/advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  Answer,
  toPatternAnswer,
  isNamed,
  PlacementAnswer,
  toPlacementAnswer,
} from '../../features/decision/answer';
import styles from './assessment.module.css';
import { AssessmentStatusChips } from '../../features/decision/AssessmentStatusChips';
import { Provenance } from './Provenance';
import { StateNotice, Override, PlacementOverride } from './HeaderNotices';
import { HeaderReason } from './HeaderReason';

/** The decision, its certainty and its authors. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  /** Measurements are shown below, including whether the decision holds. */
  isMeasuredBelow: boolean;
  /** Warnings about the assessment. */
  notices?: ReactNode;
  actions: ReactNode;
}) {
  const { assessment, isMeasuredBelow, notices, actions } = props;
  const { advice, decision } = assessment;
  const t = useTexts(assessmentTexts, advisorTexts);
  const titles = useTitles();
  const systemTitle = useSystemTitle();
  const answer = toPatternAnswer(assessment);
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
          ? { core: answer.core, as: toOverrideStatus(assessment) }
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
                      {t(
                        `header.what.${classifyTitleKind(assessment, answer)}`,
                      )}
                    </Text>
                  )}
                  <span role="status" className={styles.chips}>
                    <AssessmentStatusChips
                      assessment={assessment}
                      isMeasuredBelow={isMeasuredBelow}
                    />
                    {!placed && assessment.status !== 'rejected' && (
                      <VerdictChip
                        kind={classifyRecommendation(advice).kind}
                        answer={answer}
                      />
                    )}
                  </span>
                </div>
                <Text
                  as="h2"
                  // A sentence needs more room than a name.
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
                <HeaderReason advice={advice} answer={answer} placed={placed} />
              </Text>
            )}
            {decision?.rationale && (
              <Text as="p" className={styles.rationale}>
                {t('header.rationale', { rationale: decision.rationale })}
              </Text>
            )}
            {placed && isPlaced(advice) ? (
              <div className={styles.axes}>
                <Axis
                  title={t('placement.axis')}
                  chip={
                    assessment.status !== 'rejected' && (
                      <VerdictChip
                        kind={classifyPlacement(advice.languageModel).kind}
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
                  <RequirementsToRelax
                    isBrief
                    languageModel={advice.languageModel}
                  />
                  <PlacementBars
                    isDense
                    advice={advice}
                    decided={
                      placed.kind === 'override' ||
                      placed.kind === 'unsupported'
                        ? {
                            subject: placed.placement,
                            as: toOverrideStatus(assessment),
                          }
                        : undefined
                    }
                  />
                </Axis>
                <Axis
                  title={t('placement.applicationAxis')}
                  chip={
                    assessment.status !== 'rejected' && (
                      <VerdictChip
                        kind={classifyRecommendation(advice).kind}
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
                </Axis>
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

/** The placements in the title: none while open, two in an undecided close call. */
function settledPlacements(answer: PlacementAnswer): Placement[] {
  if (!isNamed(answer)) {
    return [];
  }
  const { kind, placement, other, isDecided } = answer;
  return kind === 'close' && !isDecided && other
    ? [placement, other]
    : [placement];
}

/** One of the two axes of a workload with a language model: certainty and options by fit. */
function Axis(props: { title: string; chip: ReactNode; children: ReactNode }) {
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

/** The kind of decision in the title. */
function classifyTitleKind({ status }: Assessment, answer: Answer) {
  if (status === 'draft') {
    return answer.kind !== 'open' && answer.isDecided
      ? ('draft' as const)
      : ('recommendation' as const);
  }
  return status;
}

/** Status of a decision that differs from the recommendation. */
function toOverrideStatus({ status }: Assessment): Standing {
  if (status === 'rejected') {
    return 'rejected';
  }
  return status === 'draft' || status === 'submitted' ? 'proposed' : 'decided';
}

/** Certainty of the recommendation; hidden for overrides. */
function VerdictChip(props: {
  kind: 'one' | 'either' | 'none' | 'impossible';
  answer: Answer | PlacementAnswer;
  /** Chance from 0 to 1; shown if there are two verdicts. */
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
