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

describe('the next answers', () => {
  const sparse = anyProfile.map(({ llm: _, ...profile }) => profile);

  it('are open answers while there are not enough, and none afterwards', () => {
    fc.assert(
      fc.property(sparse, profile => {
        const { recommendation, confidence, unanswered } = advise({ profile });
        const next = confidence.nextAnswers!;
        expect(next.length > 0).toBe(
          recommendation.verdict === 'not-enough-answers',
        );
        expect(unanswered).toEqual(expect.arrayContaining(next));
        expect(new Set(next).size).toBe(next.length);
      }),
    );
  });

  it('count down to a verdict, in most cases without a question more', () => {
    let counted = 0;
    let needed = 0;
    fc.assert(
      fc.property(sparse, fc.double({ min: 0.05, max: 0.95 }), (given, at) => {
        let profile: Profile = given;
        let advice = advise({ profile });
        counted += advice.confidence.nextAnswers!.length;
        while (advice.recommendation.verdict === 'not-enough-answers') {
          const [path] = advice.confidence.nextAnswers!;
          const question = asked.find(each => each.path === path)!;
          profile = withAnswer(
            profile,
            question.path,
            answerAt(question, at, profile),
          );
          advice = advise({ profile });
          needed += 1;
        }
      }),
      { numRuns: runs(60) },
    );
    expect(needed / counted).toBeGreaterThan(0.6);
    expect(needed / counted).toBeLessThan(1.8);
  });

  it('begin with what no other answer can replace', () => {
    const profile = { ...complete, llm: { use: 'chat' as const } };
    expect(advise({ profile }).languageModel!.nextAnswers).toEqual(
      expect.arrayContaining(['llm.residency', 'llm.quality']),
    );
  });
});
