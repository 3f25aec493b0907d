import {
  Advice,
  AnswerFlip,
  NumberFlip,
  WeightFlip,
} from '@paved-road/plugin-paved-road-common';

/** What would change the recommendation: a number, some answers to one question, or a weight. */
export type FlipRow =
  | { kind: 'number'; id: string; flip: NumberFlip }
  | {
      kind: 'answers';
      id: string;
      /** The first of the flips; they differ in their value only. */
      flip: AnswerFlip;
      values: AnswerFlip['value'][];
    }
  | { kind: 'weight'; id: string; flip: WeightFlip };

const outcomeKey = ({ path, pattern, core, background }: AnswerFlip) =>
  [path, pattern, core, background].join(' ');

/** Numbers first, then answers, then weights; answers to one question that lead to the same share a row. */
export function flipRows({ answers, numbers, weights }: Advice['flips']) {
  const rows: FlipRow[] = [
    ...numbers.map((flip): FlipRow => ({
      kind: 'number',
      id: `${flip.path} ${flip.direction}`,
      flip,
    })),
    ...[...Map.groupBy(answers, outcomeKey)].map(([id, flips]): FlipRow => ({
      kind: 'answers',
      id,
      flip: flips[0],
      values: flips.map(({ value }) => value),
    })),
    ...weights.map((flip): FlipRow => ({
      kind: 'weight',
      id: `${flip.criterion} ${flip.direction}`,
      flip,
    })),
  ];
  return rows;
}
