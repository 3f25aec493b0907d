import {
  CheckResult,
  ModelDescription,
  Question,
  standingIds,
} from '@paved-road/plugin-paved-road-common';
import {
  patterns,
  placements,
} from '@paved-road/plugin-paved-road-common/advisor';
import { checkStates } from '@paved-road/plugin-paved-road-common/rules';
import { z as zodV3, ZodTypeAny } from 'zod/v3';

export type Z = typeof zodV3;

/** Attributes of all actions here. */
export const readOnly = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

export const entityRefInput = (z: Z) =>
  z
    .string()
    .describe(
      'Entity reference in the catalog, such as component:default/search; kind and namespace may be left out for a component in the namespace default',
    );

export const packsShape = (z: Z) =>
  z
    .array(z.object({ name: z.string(), version: z.string() }))
    .describe('The rule packs that select the entity');

export const patternShape = (z: Z) => z.enum(patterns);

export const standingShape = (z: Z) =>
  z
    .object({
      id: z.enum(standingIds),
      chance: z
        .number()
        .optional()
        .describe(
          'How likely the option that the evidence puts first is right, 0 to 1',
        ),
      text: z.string(),
      overrides: z
        .object({
          pattern: patternShape(z),
          placement: z.enum(placements).optional(),
          chance: z.number(),
        })
        .optional()
        .describe('The recommendation that the decision overrides'),
    })
    .describe('What the evidence says about the decision');

export const remediationShape = (z: Z) =>
  z
    .object({
      text: z.string(),
      link: z.object({ title: z.string(), url: z.string() }).optional(),
      action: z
        .enum(['assess', 'export-record', 'set-source-location'])
        .optional()
        .describe('A fix that the portal itself offers'),
      template: z
        .object({
          ref: z.string().describe('Entity reference of the software template'),
          values: z
            .record(z.string())
            .describe('What its form is filled in with, by parameter'),
        })
        .optional()
        .describe('A software template that repairs it'),
    })
    .describe('What to do so that the check passes');

export const evidenceShape = (z: Z) =>
  z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        file: z
          .string()
          .optional()
          .describe('Path in the repository, if the value is in a file'),
        line: z.number().optional(),
      }),
    )
    .describe('The values that decided the result');

export const waiverShape = (z: Z) =>
  z
    .object({
      reason: z.string(),
      requestedBy: z.string(),
      approvedBy: z.string(),
      expiresAt: z.string().describe('ISO 8601'),
    })
    .describe('The exception from the check, who granted it and until when');

/** One result of a scorecard or of the gate. */
export const checkShape = (z: Z) =>
  z.object({
    checkId: z.string(),
    title: z
      .string()
      .describe('A noun beside which the state can stand, such as Lock file'),
    track: z.string(),
    level: z.string().describe('Level that needs the check'),
    state: z.enum(checkStates),
    since: z
      .string()
      .optional()
      .describe('ISO 8601; since when it has been in this state'),
    evidence: evidenceShape(z),
    reason: z.string().optional().describe('Why the result is unknown'),
    remediation: remediationShape(z).optional(),
    waiver: waiverShape(z).optional(),
  });

/** A result as {@link checkShape} has it. */
export function toCheck(result: CheckResult) {
  const { checkId, title, track, level, state, since, evidence } = result;
  const base = { checkId, title, track, level, state, since, evidence };
  switch (result.state) {
    case 'fail':
      return { ...base, remediation: result.remediation };
    case 'waived': {
      const { remediation, waiver } = result;
      return { ...base, remediation, waiver };
    }
    case 'unknown':
      return { ...base, reason: result.reason };
    default:
      return base;
  }
}

/**
 * The questions of the decision model, including the organisation's, as an input schema. The core validates the answers
 * again.
 */
export function profileInput(z: Z, { questions }: ModelDescription) {
  const groups = Map.groupBy(questions, ({ path }) => path.split('.')[0]);
  const shape = [...groups].map(([group, asked]) => {
    const answers = z
      .object(
        Object.fromEntries(
          asked.map(question => [
            question.path.slice(group.length + 1),
            answerInput(z, question).nullish().describe(describe(question)),
          ]),
        ),
      )
      .strict()
      .optional();
    return [
      group,
      group === 'llm'
        ? answers.describe(
            'The language model that it calls. Leave it out where none is called; give it empty where one is and nothing about it is known',
          )
        : answers,
    ];
  });
  return z
    .object(Object.fromEntries(shape))
    .strict()
    .describe(
      'Answers about the workload and its team. Leave out unknown answers instead of guessing: the result lists the open answers that matter.',
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
      return `${text} ${answer.options
        .map(
          ({ value, label, onlyWith }) =>
            `${value}: ${label}${onlyWith ? ', with a language model only' : ''}`,
        )
        .join('; ')}`;
    case 'scale':
      return `${text} ${answer.labels.map((label, index) => `${answer.min + index}: ${label}`).join('; ')}`;
    default:
      return `${text} In ${answer.unit}, usually ${answer.usual.join(' to ')}`;
  }
}
