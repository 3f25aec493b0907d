import { Flex, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import {
  listPointsAgainst,
  PointAgainst,
} from '@paved-road/plugin-paved-road-common/advisor';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { SeverityChip } from '../../ui/components/SeverityChip';
import { formatList, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { useTexts } from '../../ui/texts/useTexts';
import { isNamed, toPatternAnswer, toPlacementAnswer } from './answer';
import { BulletList } from '../../ui/components/Layout';
import { decisionTexts } from './texts';

const MOST_POINTS = 3;
const MOST_ANSWERS = 3;

/** What helps a reviewer to disagree: the strongest points against a decision, its open answers and its cost. */
export function ReviewArguments(props: {
  assessment: Pick<Assessment, 'advice' | 'decision'>;
}) {
  const { assessment } = props;
  const t = useTexts(decisionTexts);
  const titles = useTitles();
  const costLines = useCostLines(assessment);
  const points = pickStrongest(listPointsAgainst(assessment));
  const { confidence, languageModel } = assessment.advice;
  const open = [
    ...new Set([
      ...confidence.openAnswers,
      ...(languageModel?.openAnswers ?? []),
    ]),
  ];
  const left = open.length - MOST_ANSWERS;
  return (
    <>
      <Flex direction="column" gap="2">
        <Text as="h3" weight="bold">
          {t('review.against')}
        </Text>
        {points.length === 0 && (
          <Text as="p">{t('review.nothingAgainst')}</Text>
        )}
        {points.length > 0 && (
          <BulletList as="ol" gap="2">
            {points.map(point => (
              <Point key={JSON.stringify(point)} point={point} />
            ))}
          </BulletList>
        )}
      </Flex>
      <DescriptionList
        items={{
          [t('review.open')]:
            open.length > 0 &&
            formatList([
              ...open.slice(0, MOST_ANSWERS).map(titles.field),
              ...(left > 0 ? [t('review.more', { count: left })] : []),
            ]),
          ...costLines,
        }}
      />
    </>
  );
}

/** The strongest points, among them the worst risk, whose basis reviewers should know. */
function pickStrongest(points: PointAgainst[]): PointAgainst[] {
  const strongest = points.slice(0, MOST_POINTS);
  const worstRisk = points.find(({ kind }) => kind === 'risk');
  return worstRisk && !strongest.includes(worstRisk)
    ? [...strongest.slice(0, -1), worstRisk]
    : strongest;
}

function Point({ point }: { point: PointAgainst }) {
  const t = useTexts(decisionTexts);
  const titles = useTitles();
  const toTitle = () => {
    switch (point.kind) {
      case 'risk':
        return point.title;
      case 'criterion':
        return titles.criterion(point.criterion);
      case 'rival':
        return t('review.favours', {
          criterion: titles.criterion(point.criterion),
          rival: point.rival,
        });
      default:
        return t('review.limit');
    }
  };
  return (
    <li>
      {point.kind === 'risk' && <SeverityChip severity={point.severity} />}{' '}
      <Text weight="bold">
        {toTitle()}
        {point.text && ':'}
      </Text>{' '}
      {point.text}
    </li>
  );
}

/** The cost of the choices and of their alternatives. */
function useCostLines({
  advice,
  decision,
}: Pick<Assessment, 'advice' | 'decision'>) {
  const t = useTexts(decisionTexts);
  const titles = useTitles();
  const answer = toPatternAnswer({ advice, decision });
  const placed = toPlacementAnswer({ advice, decision });
  const describe = (
    cost: Cost | undefined,
    other: Cost | undefined,
    name?: string,
  ) => {
    if (cost?.status !== 'estimated') {
      return undefined;
    }
    const usd = formatUsd(cost.monthly.mid);
    return other?.status === 'estimated' && name
      ? t('review.costs', { usd, name, otherUsd: formatUsd(other.monthly.mid) })
      : t('review.cost', { usd });
  };
  const { perPattern } = advice.cost;
  const perPlacement = advice.languageModel?.cost.perPlacement;
  return {
    [t(placed ? 'review.costOfApplication' : 'review.costLabel')]:
      answer.kind !== 'open' &&
      describe(
        perPattern[answer.pattern] ?? perPattern[answer.core],
        answer.other && perPattern[answer.other],
        answer.other && titles.pattern(answer.other),
      ),
    [t('review.costOfModel')]:
      isNamed(placed) &&
      describe(
        perPlacement?.[placed.placement],
        placed.other && perPlacement?.[placed.other],
        placed.other && titles.placement(placed.other),
      ),
  };
}

type Cost =
  | { status: 'estimated'; monthly: { mid: number } }
  | { status: 'unknown' | 'impossible' };
