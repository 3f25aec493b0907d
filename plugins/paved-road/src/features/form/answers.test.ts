import {
  advise,
  filterAskedQuestions,
  mayRunModel,
  questions,
  toProfileValue,
} from '@paved-road/plugin-paved-road-common/advisor';
import {
  type Answers,
  formatAnswer,
  parseAnswer,
  findInvalidAnswer,
  limit,
  listAskedSteps,
  toAnswers,
  toProfile,
  withLanguageModel,
} from './answers';

describe('answers', () => {
  it('keep the bounds of every question on the way to a profile and back', () => {
    for (const bound of ['lowest', 'highest'] as const) {
      const answers = {
        ...Object.fromEntries(
          questions.map(question => {
            const { path, answer } = limit(question, { llm: true });
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
        ),
        llm: true as const,
      };
      expect(findInvalidAnswer(answers, questions)).toBeUndefined();
      expect(toAnswers(toProfile(answers, questions), questions)).toEqual(
        answers,
      );
    }
  });

  describe('about a language model', () => {
    const answers = {
      'workload.latency': 'first-token',
      'llm.use': 'rag',
      'llm.inputTokens': -1,
    };

    it('need requests', () => {
      const none = { 'workload.requestsPerMonth': 0 };
      expect(findInvalidAnswer(none, questions)).toBeUndefined();
      const used = withLanguageModel(none, true, questions);
      expect(findInvalidAnswer(used, questions)?.path).toBe(
        'workload.requestsPerMonth',
      );
      expect(toProfile(used, questions).workload).toBeUndefined();
    });

    it('count and are checked only where one is used', () => {
      expect(toProfile(answers, questions).llm).toBeUndefined();
      expect(findInvalidAnswer(answers, questions)).toBeUndefined();
      const used = withLanguageModel(answers, true, questions);
      expect(toProfile(used, questions).llm).toEqual({ use: 'rag' });
      expect(findInvalidAnswer(used, questions)?.path).toBe('llm.inputTokens');
    });

    it('are yes or no where the profile has a boolean', () => {
      const offline = { llm: true as const, 'llm.offline': 'true' };
      const profile = toProfile(offline, questions);
      expect(profile).toEqual({ llm: { offline: true } });
      expect(toAnswers(profile, questions)).toEqual(offline);
      expect(toProfileValue('llm.offline', 'false')).toBe(false);
      expect(toProfileValue('llm.offline', 'maybe')).toBe('maybe');
      expect(
        findInvalidAnswer({ ...offline, 'llm.offline': 'maybe' }, questions)
          ?.path,
      ).toBe('llm.offline');
    });

    it('tell that one is used where nothing about it is answered', () => {
      expect(toProfile({ llm: true }, questions)).toEqual({ llm: {} });
      expect(toAnswers({ llm: {} }, questions)).toEqual({ llm: true });
      expect(listAskedSteps({ llm: true })).toContain('llm');
      expect(listAskedSteps({})).not.toContain('llm');
    });

    it('ask about running it only where the application runs it', () => {
      const llm = { use: 'chat', quality: 'frontier' } as const;
      const hosted = advise({ profile: { llm } });
      const inside = advise({
        profile: { llm: { quality: 'small', offline: true } },
      });
      const paths = (used: Answers, ...where: Parameters<typeof mayRunModel>) =>
        filterAskedQuestions(questions, used, mayRunModel(...where)).map(
          ({ path }) => path,
        );
      const running = [
        'workload.inferenceMs',
        'workload.modelSizeGb',
        'workload.memoryGb',
      ];
      expect(hosted.languageModel?.placement).toBe('hosted-api');
      expect(inside.languageModel?.placement).toBe('cpu');
      const shown = [
        paths({ llm: true }, undefined, undefined),
        paths({ llm: true }, inside, undefined),
        paths({ llm: true }, inside, 'cpu'),
        paths({ llm: true }, hosted, 'cpu'),
        paths({}, hosted, undefined),
      ];
      for (const asked of shown) {
        expect(asked).toEqual(expect.arrayContaining(running));
      }
      const hidden = [
        paths({ llm: true }, hosted, undefined),
        paths({ llm: true }, inside, 'own-gpu'),
      ];
      for (const asked of hidden) {
        expect(asked.filter(path => running.includes(path))).toEqual([]);
      }
    });

    it('wait where none is used any more, but for what is offered only with one', () => {
      const unused = withLanguageModel(
        { ...answers, llm: true },
        false,
        questions,
      );
      expect(unused).toEqual({ 'llm.use': 'rag', 'llm.inputTokens': -1 });
    });
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
    ['60%', 0.6],
    ['60 %', 0.6],
    ['0.6', 0.6],
    ['7%', 0.07],
    ['0%', 0],
    ['100%', 1],
    ['60', 60],
    ['150%', '150%'],
    ['-5%', '-5%'],
    ['0,6', 0.6],
    ['7,5%', 0.075],
    [',6', 0.6],
    ['%', '%'],
  ])('read the text %p of a share as %p', (text, answer) => {
    expect(parseAnswer(text, true)).toBe(answer);
  });

  it('keep a percentage as text where no share is asked for', () => {
    expect(parseAnswer('60%')).toBe('60%');
  });

  it.each([
    ['', undefined],
    [' 5 ', 5],
    ['-5', -5],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['2,500,000', 2_500_000],
    ['20 000', 20_000],
    ['1e6', 1_000_000],
    ['0,5', 0.5],
    ['0,500', 0.5],
    ['1,00', 1],
    ['300k', 300_000],
    ['1,1 M', 1_100_000],
    ['2bn', 2e9],
    ['1.234,5', '1.234,5'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
    ['10 GB', '10 GB'],
  ])('read the text %p as %p', (text, answer) => {
    expect(parseAnswer(text)).toBe(answer);
    expect(parseAnswer(formatAnswer(answer))).toBe(answer);
  });
});
