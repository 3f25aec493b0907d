import { Card, CardBody, Flex, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  isCurrent,
  Measured,
  Placement,
  presentStanding,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode, useId } from 'react';
import {
  isPlaced,
  listDefensible,
  PlacementBars,
  RequirementsToRelax,
  RankingBars,
  type OverrideStatus,
  useSystemTitle,
} from '../../features/advice';
import { formatAlternatives } from '../../ui/formats';
import section from '../../ui/components/Section.module.css';
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
import { canBeMeasured, getHeaderTone } from '../../features/decision/standing';
import { Provenance } from './Provenance';
import { StateNotice, Override, PlacementOverride } from './HeaderNotices';
import { HeaderReason } from './HeaderReason';

/** The decision, its certainty and its authors. */
export function AssessmentHeader(props: {
  assessment: Assessment;
  /** Absent until it is loaded. */
  measured?: Measured;
  /** Warnings about the assessment. */
  notices?: ReactNode;
  actions: ReactNode;
}) {
  const { assessment, notices, actions } = props;
  const { advice, decision } = assessment;
  const measuredAnswer = canBeMeasured(assessment.standing)
    ? props.measured?.measured
    : undefined;
  // The bars show the chances that the standing names.
  const barAdvice = measuredAnswer
    ? withMeasuredChances(advice, measuredAnswer)
    : advice;
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
    return isUndecidedClose
      ? formatAlternatives(listDefensible(advice, 'pattern'))
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
          : formatAlternatives(
              placements.length > 1
                ? listDefensible(advice, 'placement')
                : placements.map(titles.placement),
            ),
    });
  };
  const isOverride = answer.kind === 'override' || placed?.kind === 'override';
  const patternBars = (
    <RankingBars
      isDense={placed !== undefined}
      advice={barAdvice}
      decided={
        answer.kind === 'override' || answer.kind === 'unsupported'
          ? { core: answer.core, as: toOverrideStatus(assessment) }
          : undefined
      }
    />
  );
  return (
    <Card
      className={`${section.section} ${styles.toned}`}
      data-tone={getHeaderTone(assessment)}
    >
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
                    <AssessmentStatusChips assessment={assessment} />
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
            <StandingReason assessment={assessment} />
            <StateNotice assessment={assessment} />
            <Override advice={advice} answer={answer} />
            {placed && isPlaced(advice) && (
              <PlacementOverride advice={advice} answer={placed} />
            )}
            {notices}
            {!(isOverride && decision?.rationale) && (
              <Text as="p">
                <HeaderReason
                  advice={advice}
                  answer={answer}
                  placed={placed}
                  isOvertaken={canBeMeasured(assessment.standing)}
                />
              </Text>
            )}
            {decision?.rationale && (
              <Text as="p" className={styles.rationale}>
                {t('header.rationale', { rationale: decision.rationale })}
              </Text>
            )}
            {placed && isPlaced(barAdvice) ? (
              <div className={styles.axes}>
                <Axis title={t('placement.axis')}>
                  <RequirementsToRelax
                    isBrief
                    languageModel={barAdvice.languageModel}
                  />
                  <PlacementBars
                    isDense
                    advice={barAdvice}
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
                <Axis title={t('placement.applicationAxis')}>
                  {patternBars}
                </Axis>
              </div>
            ) : (
              patternBars
            )}
            {measuredAnswer && (
              <Text as="p" color="secondary" variant="body-small">
                {t('header.measuredChances')}
              </Text>
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

function withMeasuredChances(
  advice: Advice,
  { chances, placementChances = [] }: NonNullable<Measured['measured']>,
): Advice {
  const { confidence, languageModel } = advice;
  return {
    ...advice,
    confidence: {
      ...confidence,
      expected: {
        ...confidence.expected,
        ...Object.fromEntries(
          chances.map(({ pattern, chance }) => [pattern, chance]),
        ),
      },
    },
    ...(languageModel && {
      languageModel: {
        ...languageModel,
        expected: {
          ...languageModel.expected,
          ...Object.fromEntries(
            placementChances.map(({ placement, chance }) => [
              placement,
              chance,
            ]),
          ),
        },
      },
    }),
  };
}

/** What the badge of the standing leaves out, such as the open questions. */
function StandingReason(props: { assessment: Assessment }) {
  const { standing, status } = props.assessment;
  const reason =
    standing && isCurrent({ status }) && presentStanding(standing).reason;
  return reason ? <Text as="p">{reason}</Text> : null;
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

/** One of the two axes of a workload with a language model: the options by chance. */
function Axis(props: { title: string; children: ReactNode }) {
  const { title, children } = props;
  const headingId = useId();
  return (
    <Flex role="group" aria-labelledby={headingId} direction="column" gap="1">
      <Text as="h3" id={headingId} variant="body-medium" weight="bold">
        {title}
      </Text>
      {children}
    </Flex>
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
function toOverrideStatus({ status }: Assessment): OverrideStatus {
  if (status === 'rejected') {
    return 'rejected';
  }
  return status === 'draft' || status === 'submitted' ? 'proposed' : 'decided';
}
