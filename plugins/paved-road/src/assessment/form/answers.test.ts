import { questions } from '@paved-road/plugin-paved-road-common/advisor';
import { formatAnswer, parseAnswer } from './answers';
import { findInvalidAnswer, toAnswers, toProfile } from './answers';

describe('answers', () => {
  it('keep the bounds of every question on the way to a profile and back', () => {
    for (const bound of ['lowest', 'highest'] as const) {
      const answers = Object.fromEntries(
        questions.map(({ path, answer }) => {
          if (answer.kind === 'choice') {
            return [
              path,
              answer.options.at(bound === 'lowest' ? 0 : -1)!.value,
            ];
          }
          const lowest =
            answer.kind === 'number' && answer.exclusiveMin
              ? answer.min + answer.step
              : answer.min;
          return [path, bound === 'lowest' ? lowest : answer.max];
        }),
      );
      expect(findInvalidAnswer(answers, questions)).toBeUndefined();
      expect(toAnswers(toProfile(answers, questions), questions)).toEqual(
        answers,
      );
    }
  });

  it.each([
    ['workload.inferenceMs', 0],
    ['workload.modelSizeGb', -1],
    ['team.teamSize', 2.5],
    ['team.devopsMaturity', 6],
    ['product.driver', 'fame'],
    ['growth.users', 'many'],
  ] as const)('leave %s open while it is %p', (path, answer) => {
    expect(findInvalidAnswer({ [path]: answer }, questions)?.path).toBe(path);
    expect(toProfile({ [path]: answer }, questions)).toEqual({});
  });

  it.each([
    ['', undefined],
    [' 5 ', 5],
    ['-5', -5],
    ['0.5', 0.5],
    ['.5', '.5'],
    ['2,500,000', 2_500_000],
    ['1e6', 1_000_000],
    ['0,5', '0,5'],
    ['1,00', '1,00'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
    ['10 M', '10 M'],
  ])('read the text %p as %p', (text, answer) => {
    expect(parseAnswer(text)).toBe(answer);
    expect(parseAnswer(formatAnswer(answer))).toBe(answer);
  });
});
