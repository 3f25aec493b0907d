import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  Advice,
  Assessment,
  findRequestedChanges,
} from '@paved-road/plugin-paved-road-common';
import {
  type PlacedAdvice,
  rankedPatterns,
  rankedPlacements,
} from '../../features/advice';
import { formatChance, formatDate } from '../../ui/formats';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useTitles } from '../../ui/model';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  Answer,
  findChance,
  PlacementAnswer,
  findRankFromOne,
} from '../../features/decision/answer';

/** The outcome of the review and the next step. */
export function StateNotice(props: { assessment: Assessment }) {
  const { assessment } = props;
  const t = useTexts(assessmentTexts);
  const changes = findRequestedChanges(assessment);
  if (changes) {
    return (
      <Notice
        role="note"
        title={
          <Text>
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
    <Notice
      role="note"
      status="danger"
      title={
        <Text>
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

/** Notice for a decision without or against the recommendation, with its own chance. */
export function Override(props: { advice: Advice; answer: Answer }) {
  const { advice, answer } = props;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  if (answer.kind !== 'override' && answer.kind !== 'unsupported') {
    return null;
  }
  const ranked = rankedPatterns(advice);
  const isRuledOut = ranked.every(({ eligible }) => !eligible);
  return (
    <Notice
      role="note"
      title={t(`header.${isRuledOut ? 'ruledOut' : answer.kind}`, {
        pattern: titles.pattern(answer.pattern),
        chance: formatChance(findChance(ranked, answer.core)),
        rank: String(findRankFromOne(ranked, answer.core)),
        total: String(ranked.length),
        recommended: titles.pattern(advice.recommendation.pattern),
      })}
    />
  );
}

/** The same for the placement. */
export function PlacementOverride(props: {
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
    <Notice
      role="note"
      title={t(`header.placement.${isEligible ? answer.kind : 'ruledOut'}`, {
        placement: titles.placement(answer.placement),
        chance: formatChance(findChance(ranked, answer.placement)),
        rank: String(findRankFromOne(ranked, answer.placement)),
        total: String(ranked.length),
        recommended: advice.languageModel.placement
          ? titles.placement(advice.languageModel.placement)
          : '',
      })}
    />
  );
}
