import {
  Advice,
  AnswerFlip,
  LanguageModelAdvice,
  NumberFlip,
  PlacementAnswerFlip,
  PlacementNumberFlip,
  WeightFlip,
} from '@paved-road/plugin-paved-road-common';

/** A number, or some answers to one question. */
type AnswerRow<N, A> =
  | { kind: 'number'; id: string; flip: N }
  | {
      kind: 'answers';
      id: string;
      /** The first of the flips; they differ in their value only. */
      flip: A;
      values: (string | number)[];
    };

/** What would change the recommended pattern: a number, some answers to one question, or a weight. */
export type FlipRow =
  | AnswerRow<NumberFlip, AnswerFlip>
  | { kind: 'weight'; id: string; flip: WeightFlip };

/** What would change where the language model runs. */
export type PlacementFlipRow = AnswerRow<
  PlacementNumberFlip,
  PlacementAnswerFlip
>;

/** What would change either choice. */
export type AnyFlipRow = FlipRow | PlacementFlipRow;

/** Numbers first, then answers; answers to one question that lead to the same share a row. */
function answerRows<
  N extends { path: string; direction: string },
  A extends { value: string | number },
>(numbers: N[], answers: A[], outcomeKey: (flip: A) => string) {
  const rows: AnswerRow<N, A>[] = [
    ...numbers.map((flip): AnswerRow<N, A> => ({
      kind: 'number',
      id: `${flip.path} ${flip.direction}`,
      flip,
    })),
    ...[...Map.groupBy(answers, outcomeKey)].map(
      ([id, flips]): AnswerRow<N, A> => ({
        kind: 'answers',
        id,
        flip: flips[0],
        values: flips.map(({ value }) => value),
      }),
    ),
  ];
  return rows;
}

/** Numbers first, then answers. */
export function placementFlipRows({
  answers,
  numbers,
}: LanguageModelAdvice['flips']): PlacementFlipRow[] {
  return answerRows(numbers, answers, ({ path, placement }) =>
    [path, placement].join(' '),
  );
}

/** Numbers first, then answers, then weights. */
export function flipRows({ answers, numbers, weights }: Advice['flips']) {
  const rows: FlipRow[] = [
    ...answerRows(numbers, answers, ({ path, pattern, core, background }) =>
      [path, pattern, core, background].join(' '),
    ),
    ...weights.map((flip): FlipRow => ({
      kind: 'weight',
      id: `${flip.criterion} ${flip.direction}`,
      flip,
    })),
  ];
  return rows;
}
