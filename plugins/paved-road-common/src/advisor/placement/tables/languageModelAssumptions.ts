import { hostedModelAssumptions } from './hostedModelAssumptions';
import { modelServerAssumptions } from './modelServerAssumptions';

/** The assumptions about language models. */
export const languageModelAssumptions = {
  ...modelServerAssumptions,
  ...hostedModelAssumptions,
};
