import { questionSteps } from '@paved-road/plugin-paved-road-common';

/** The steps of the questions, and the decision. */
export const formSteps = [...questionSteps, 'decision'] as const;

export type FormStep = (typeof formSteps)[number];
