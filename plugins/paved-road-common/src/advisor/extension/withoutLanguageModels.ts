import { DecisionModel } from '../DecisionModel';
import { languageModelAssumptions } from '../placement/tables/languageModelAssumptions';

const isOfLanguageModels = ({ id }: { id: string }) =>
  Object.hasOwn(languageModelAssumptions, id);

/** The model without its language model parts. Its hash keeps the version of extensions that do not use them. */
export function withoutLanguageModels({
  sameAs: _,
  languageModels: __,
  placementCriteria: ___,
  questions,
  assumptions,
  criteria,
  filters,
  ...rest
}: DecisionModel): object {
  const later = new Map(
    questions.map(({ path, answer }) => [
      path,
      answer.kind === 'choice'
        ? answer.options
            .filter(({ onlyWith }) => onlyWith)
            .map(({ value }) => value)
        : [],
    ]),
  );
  return {
    ...rest,
    questions: questions
      .filter(({ step }) => step !== 'llm')
      .map(question =>
        question.answer.kind === 'choice'
          ? {
              ...question,
              answer: {
                ...question.answer,
                options: question.answer.options.filter(
                  ({ onlyWith }) => !onlyWith,
                ),
              },
            }
          : question,
      ),
    assumptions: assumptions.filter(found => !isOfLanguageModels(found)),
    criteria: criteria.map(criterion => ({
      ...criterion,
      demand: {
        ...criterion.demand,
        terms: criterion.demand.terms.map(term =>
          'choices' in term
            ? {
                ...term,
                choices: Object.fromEntries(
                  Object.entries(term.choices).filter(
                    ([choice]) => !later.get(term.path)?.includes(choice),
                  ),
                ),
              }
            : term,
        ),
      },
    })),
    filters: filters.filter(({ placement }) => !placement),
  };
}
