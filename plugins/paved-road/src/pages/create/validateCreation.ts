import { ApiHolder } from '@backstage/core-plugin-api';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { JsonObject } from '@backstage/types';
import {
  CreationCheckRequest,
  CreationProblem,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../data/api';
import { nameFieldSchema, planFieldSchema } from './fieldSchemas';
import { explainProblem } from './useCreationProblem';
import { loadTexts } from '../../ui/texts/useTexts';
import { createTexts } from './texts';

/* Next repeats the checks of the fields. If the service does not respond, the first step of the run checks. */

export const validateName: CustomFieldValidator<
  string,
  (typeof nameFieldSchema)['uiOptionsType']
> = async (name, field, { apiHolder, uiSchema }) => {
  if (name) {
    const problems = await ask(apiHolder, {
      name,
      entityRefs: plannedEntityRefs(name, uiSchema?.['ui:options']),
    });
    problems.forEach(problem => field.addError(explainProblem(problem)));
  }
};

export const validateOwner: CustomFieldValidator<string> = async (
  owner,
  field,
  { apiHolder },
) => {
  if (owner) {
    const problems = await ask(apiHolder, { owner });
    problems.forEach(problem => field.addError(explainProblem(problem)));
  }
};

export const validateRepository: CustomFieldValidator<{
  place?: string;
  url?: string;
}> = async (repository, field, { apiHolder, formData }) => {
  const problems = await ask(apiHolder, {
    name: nonEmptyText(formData.name),
    repository,
  });
  problems
    .filter(problem => problem.field === 'repository')
    .forEach(problem => field.addError(explainProblem(problem)));
};

/** Values can become outdated, and links can prefill anything. */
export const validatePlan: CustomFieldValidator<
  Record<string, string>,
  (typeof planFieldSchema)['uiOptionsType']
> = async (plan, field, { apiHolder, formData }) => {
  const problems = await ask(apiHolder, {
    name: nonEmptyText(formData.name),
    owner: nonEmptyText(formData.owner),
  });
  problems.forEach(problem =>
    field.addError(`${problem.value}: ${explainProblem(problem)}`),
  );
  if (!plan?.advice) {
    const t = await loadTexts(apiHolder, createTexts);
    field.addError(t('create.plan.pending'));
  }
};

/** Entity refs that a template registers: `{name}` is the name, `{name|57}` its first 57 characters. */
export function plannedEntityRefs(
  name: string,
  options: { entityRefs?: string[] } | undefined,
): string[] | undefined {
  return options?.entityRefs?.map(ref =>
    ref.replace(/\{name(?:\|(\d+))?\}/g, (_, length) =>
      name.slice(0, length ? Number(length) : undefined),
    ),
  );
}

async function ask(
  apiHolder: ApiHolder,
  request: CreationCheckRequest,
): Promise<CreationProblem[]> {
  try {
    const answer = await apiHolder.get(pavedRoadApiRef)?.checkCreation(request);
    return answer?.problems ?? [];
  } catch {
    return [];
  }
}

function nonEmptyText(value: JsonObject[string]): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
