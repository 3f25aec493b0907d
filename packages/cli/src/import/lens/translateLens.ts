import { ModelExtensionInput } from '@paved-road/plugin-paved-road-common/advisor';
import { cut, toId } from '../ids';
import {
  notTranslated,
  TranslatedRule,
  UntranslatableError,
} from '../Translation';
import { ChoiceCondition, parseCondition } from './condition';
import { Lens, LensChoice, LensQuestion } from './lens';

type OwnQuestion = NonNullable<ModelExtensionInput['questions']>[number];
type OwnRisk = NonNullable<ModelExtensionInput['risks']>[number];
type Condition = OwnRisk['when'];

/** Limits of a model extension. */
const most = { questions: 200, risks: 200 };

/** Maximum number of rules per question, because each excludes all earlier ones. */
const mostRules = 20;

const severities = [
  ['HIGH_RISK', 'high'],
  ['MEDIUM_RISK', 'medium'],
] as const;

export interface TranslatedQuestion {
  pillarId: string;
  question: LensQuestion;
  /** Questions by the ids of the choices; empty if not translated. */
  choices: Map<string, OwnQuestion>;
  risks: OwnRisk[];
}

/** A lens as a model extension. */
export interface TranslatedLens {
  extension: Required<Pick<ModelExtensionInput, 'questions' | 'risks'>>;
  questions: TranslatedQuestion[];
  /** The outcome of each question. */
  rules: TranslatedRule[];
}

/**
 * Translates each choice of a lens into a yes-no question, and the risk rules of a question into one risk per severity.
 * The first matching rule counts.
 */
export function translateLens({ pillars }: Lens): TranslatedLens {
  const names = new Set<string>();
  const ids = new Set<string>();
  const questions: TranslatedQuestion[] = [];
  const rules: TranslatedRule[] = [];
  const count = (part: 'choices' | 'risks') =>
    questions.reduce(
      (sum, translated) =>
        sum +
        (part === 'choices'
          ? translated.choices.size
          : translated.risks.length),
      0,
    );
  for (const { id: pillarId, questions: asked } of pillars) {
    for (const question of asked) {
      const from = `pillar ${pillarId}, question ${question.id}`;
      try {
        if (
          count('choices') + question.choices.length > most.questions ||
          count('risks') + severities.length > most.risks
        ) {
          throw new UntranslatableError(
            `a model extension has at most ${most.questions} questions and ${most.risks} risks`,
          );
        }
        const translated = translate(pillarId, question, names, ids);
        questions.push(translated);
        rules.push({
          from,
          checkId: [...translated.choices.values()]
            .map(({ name }) => `custom.${name}`)
            .join(', '),
          fidelity: 'exact',
          notes: notesOn(translated),
        });
      } catch (error) {
        rules.push(notTranslated(from, error));
        questions.push({
          pillarId,
          question,
          choices: new Map(),
          risks: [],
        });
      }
    }
  }
  return {
    extension: {
      questions: questions.flatMap(({ choices }) => [...choices.values()]),
      risks: questions.flatMap(({ risks }) => risks),
    },
    questions,
    rules,
  };
}

function translate(
  pillarId: string,
  question: LensQuestion,
  names: Set<string>,
  ids: Set<string>,
): TranslatedQuestion {
  const choiceIds = question.choices.map(({ id }) => id);
  if (new Set(choiceIds).size < choiceIds.length) {
    throw new UntranslatableError('two of its choices have the same id');
  }
  if (question.riskRules.length > mostRules) {
    throw new UntranslatableError(`it has more than ${mostRules} risk rules`);
  }
  // First, so that a question that cannot be translated takes no names.
  const conditions = question.riskRules.map(({ condition }) =>
    condition.trim() === 'default'
      ? undefined
      : parseCondition(condition, choiceIds),
  );
  const choices = new Map(
    question.choices.map(choice => [
      choice.id,
      askAbout(choice, question, createUnusedName(question, choice, names)),
    ]),
  );
  const toAnswers = (condition: ChoiceCondition): Condition => {
    if ('all' in condition) {
      return { all: condition.all.map(toAnswers) };
    }
    if ('any' in condition) {
      return { any: condition.any.map(toAnswers) };
    }
    return 'not' in condition
      ? { not: toAnswers(condition.not) }
      : {
          path: `custom.${choices.get(condition.choice)!.name}` as never,
          is: ['yes'],
        };
  };
  const [firstChoice] = choiceIds;
  const answered: Condition = {
    any: [
      toAnswers({ choice: firstChoice }),
      toAnswers({ not: { choice: firstChoice } }),
    ],
  };
  const whens = question.riskRules.map((_, index): Condition => {
    const earlier = conditions
      .slice(0, index)
      .map(condition =>
        condition ? { not: toAnswers(condition) } : { not: answered },
      );
    const condition = conditions[index];
    if (condition) {
      return joined('all', [...earlier, toAnswers(condition)]);
    }
    return earlier.length > 0 ? joined('all', earlier) : answered;
  });
  const risks = severities.flatMap(([risk, severity]): OwnRisk[] => {
    const when = whens.filter(
      (_, index) => question.riskRules[index].risk === risk,
    );
    return when.length > 0
      ? [
          {
            id: toId(`lens ${question.id} ${severity}`, ids),
            title: cut(question.title, 100) || question.id,
            severity,
            when: joined('any', when),
            mitigations: question.choices.flatMap(extractMitigations),
          },
        ]
      : [];
  });
  return { pillarId, question, choices, risks };
}

function joined(kind: 'all' | 'any', parts: Condition[]): Condition {
  const [only, ...others] = parts;
  return others.length === 0 ? only : ({ [kind]: parts } as Condition);
}

function askAbout(
  choice: LensChoice,
  { title, description }: LensQuestion,
  name: string,
): OwnQuestion {
  return {
    name,
    step: 'workload',
    title: cut(choice.title, 100) || name,
    help: cut([title, description].filter(Boolean).join(' '), 500) || name,
    optional: true,
    answer: {
      kind: 'choice',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    },
  };
}

/** Creates an unused name of letters and digits. */
function createUnusedName(
  question: LensQuestion,
  choice: LensChoice,
  names: Set<string>,
): string {
  const parts = `lens_${question.id}_${choice.id}`.split(/[^A-Za-z0-9]+/);
  const base = parts
    .filter(Boolean)
    .map((part, index) =>
      index === 0
        ? part
        : `${part[0].toLocaleUpperCase('en-US')}${part.slice(1)}`,
    )
    .join('')
    .slice(0, 60);
  let name = base;
  for (let count = 2; names.has(name); count += 1) {
    name = `${base.slice(0, 63 - String(count).length)}${count}`;
  }
  names.add(name);
  return name;
}

function extractMitigations({ improvementPlan }: LensChoice): string[] {
  const { displayText = '', url } = improvementPlan ?? {};
  const text = cut([displayText, url].filter(Boolean).join(' '), 500);
  return text ? [text] : [];
}

function notesOn({ question }: TranslatedQuestion): string[] {
  const none = question.choices.filter(({ id }) => id.endsWith('_no'));
  return [
    ...(none.length > 0
      ? [
          `in the AWS tool, ${none.map(({ id }) => id).join(', ')} excludes the other choices; here nothing forbids to answer both`,
        ]
      : []),
    ...(question.choices.some(
      ({ helpfulResource, additionalResources }) =>
        helpfulResource ?? additionalResources,
    )
      ? ['its resources stay in the lens only']
      : []),
  ];
}
