import fc from 'fast-check';
import { anyProfile, runs } from './__testUtils__/profiles';
import { Advice } from './explain/advice';
import { advise } from './advise';
import { Profile } from './profile/profile';
import {
  getAnswer,
  QuestionPath,
  questions,
  withAnswer,
} from './profile/questions';
import { estimateAnswerGains } from './answerGains';
import { answerAt } from './profile/priors';

fc.configureGlobal({ numRuns: runs(100) });

const asked = questions.filter(({ step }) => step !== 'llm');

/** The typical answer to every question. */
const complete = asked.reduce<Profile>(
  (profile, question) =>
    withAnswer(profile, question.path, answerAt(question, 0.5)),
  {},
);

const wholeGain = ({ confidence }: Advice) =>
  confidence.ifAnswered - Math.max(...Object.values(confidence.expected));

describe('the gain of an open answer', () => {
  it('is the whole gain where it is the only open one', () => {
    expect(estimateAnswerGains({ profile: complete })).toEqual({});
    const choices = asked.filter(({ answer }) => answer.kind === 'choice');
    for (const { path } of choices) {
      const profile = withAnswer(complete, path, undefined);
      expect(estimateAnswerGains({ profile })[path] ?? 0).toBeCloseTo(
        wholeGain(advise({ profile })),
        9,
      );
    }
  });

  it('belongs to open answers only, and is never more than all of them together', () => {
    fc.assert(
      fc.property(anyProfile, profile => {
        const whole = wholeGain(advise({ profile }));
        for (const [path, gain] of Object.entries(
          estimateAnswerGains({ profile }),
        )) {
          expect(getAnswer(profile, path as QuestionPath)).toBeUndefined();
          expect(gain).toBeGreaterThan(0);
          expect(gain).toBeLessThanOrEqual(whole + 1e-9);
        }
      }),
    );
  });

  it('covers where the language model runs', () => {
    const profile = { ...complete, llm: { use: 'chat' as const } };
    expect(estimateAnswerGains({ profile })).toHaveProperty(['llm.residency']);
  });
});
