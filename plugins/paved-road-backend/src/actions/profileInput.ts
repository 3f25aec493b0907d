import {
  ModelDescription,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { ZodTypeAny } from 'zod/v3';
import { Z } from './shapes';

/**
 * The questions of the decision model, those of the organisation too, as a schema that somebody can fill in.
 * The core checks the answers again.
 */
export function profileInput(z: Z, { questions }: ModelDescription) {
  const groups = Map.groupBy(questions, ({ path }) => path.split('.')[0]);
  const shape = [...groups].map(([group, asked]) => [
    group,
    z
      .object(
        Object.fromEntries(
          asked.map(question => [
            question.path.slice(group.length + 1),
            answerInput(z, question).nullish().describe(describe(question)),
          ]),
        ),
      )
      .strict()
      .optional(),
  ]);
  return z
    .object(Object.fromEntries(shape))
    .strict()
    .describe(
      'What is known of the workload and its team. Leave out what is not known, do not guess: the answer says which open answers matter.',
    );
}

function answerInput(z: Z, { answer }: Question): ZodTypeAny {
  switch (answer.kind) {
    case 'choice': {
      const [first, ...others] = answer.options.map(({ value }) => value);
      return z.enum([first, ...others]);
    }
    case 'scale':
      return z.number().int().min(answer.min).max(answer.max);
    default: {
      const bounded = answer.exclusiveMin
        ? z.number().gt(answer.min).max(answer.max)
        : z.number().min(answer.min).max(answer.max);
      return answer.integer ? bounded.int() : bounded;
    }
  }
}

function describe({ title, help, answer }: Question): string {
  const text = `${title}. ${help}`;
  switch (answer.kind) {
    case 'choice':
      return `${text} ${answer.options.map(({ value, label }) => `${value}: ${label}`).join('; ')}`;
    case 'scale':
      return `${text} ${answer.labels.map((label, index) => `${answer.min + index}: ${label}`).join('; ')}`;
    default:
      return `${text} In ${answer.unit}, usually ${answer.usual.join(' to ')}`;
  }
}
