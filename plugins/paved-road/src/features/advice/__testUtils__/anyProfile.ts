import { Profile, Question } from '@paved-road/plugin-paved-road-common';
import {
  questions,
  toProfileValue,
} from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import fc from 'fast-check';

function anyAnswer({ answer }: Question): fc.Arbitrary<string | number> {
  switch (answer.kind) {
    case 'choice':
      return fc.constantFrom(...answer.options.map(({ value }) => value));
    case 'scale':
      return fc.integer({ min: answer.min, max: answer.max });
    default: {
      const [least, most] = answer.usual;
      return fc
        .double({ min: 0, max: 1, noNaN: true })
        .map(
          position =>
            Math.max(least, 1e-3) * (most / Math.max(least, 1e-3)) ** position,
        )
        .map(value => (answer.integer ? Math.round(value) : value));
    }
  }
}

/** Profiles of usual answers, any of which may be open. */
export const anyProfile: fc.Arbitrary<Profile> = fc
  .record(
    Object.fromEntries(
      questions.map(question => [
        question.path,
        fc.option(anyAnswer(question), { nil: undefined, freq: 6 }),
      ]),
    ),
  )
  .map(answers => {
    const profile: Record<string, Record<string, unknown>> = {};
    for (const { path } of questions) {
      const [group, field] = path.split('.');
      const value = toProfileValue(path, answers[path]);
      profile[group] = { ...profile[group], [field]: value };
    }
    return profileSchema.parse(profile);
  });
