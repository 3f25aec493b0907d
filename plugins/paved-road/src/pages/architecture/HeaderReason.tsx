import { Advice } from '@paved-road/plugin-paved-road-common';
import { driversBetween, rankedPatterns } from '../../features/advice';
import { formatList } from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  Answer,
  isNamed,
  PlacementAnswer,
} from '../../features/decision/answer';

/** The reason in one or two sentences. */
export function HeaderReason(props: {
  advice: Advice;
  answer: Answer;
  placed: PlacementAnswer | undefined;
  /** Whether measurements have changed the evidence. */
  isOvertaken: boolean;
}): string {
  const { advice, answer, placed, isOvertaken } = props;
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
      answer.kind === 'close' && t('header.applicationClose'),
    ]
      .filter(Boolean)
      .join(' ');
  }
  if (answer.kind === 'open') {
    return '';
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
    if (isOvertaken) {
      return described ?? '';
    }
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
