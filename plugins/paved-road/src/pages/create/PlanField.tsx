import { JsonObject } from '@backstage/types';
import { PlainPattern } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { useLayoutEffect, useMemo } from 'react';
import { buildAdviceRequest } from '../../features/form';
import { formatAlternatives } from '../../ui/formats';
import { useOwnerTitle } from '../../data/entities/useEntityTitle';
import { ModelProvider } from '../../data/model/ModelProvider';
import { useAdvice } from '../../data/model/useAdvice';
import { useModel, useTitles } from '../../ui/model';
import { createTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { readAnswers } from './advisorFieldValue';
import {
  AdvisorFieldValue,
  PlanFieldProps,
  RepositoryFieldProps,
} from './fieldSchemas';
import { repositoryText } from './RepositoryField';
import { useRepositoryPlaces } from './useRepositoryPlaces';
import { templateFit } from './templateFit';

type RepositoryValue = NonNullable<RepositoryFieldProps['formData']>;

const recordPath = 'docs/decisions/0001-architecture.md';

/** Stores the planned writes as its value for the review page, which shows them. */
export function PlanField(props: PlanFieldProps) {
  return (
    <ModelProvider
      renderUnavailable={() => <LoadedPlan {...props} />}
      skeleton={null}
    >
      <LoadedPlan {...props} />
    </ModelProvider>
  );
}

function LoadedPlan(props: PlanFieldProps) {
  const { onChange, uiSchema, formContext } = props;
  const t = useTexts(createTexts);
  const titles = useTitles();
  const form: JsonObject = formContext?.formData ?? {};
  const pattern = plainPatterns.find(
    known => known === uiSchema['ui:options']?.pattern,
  );
  const advice = useAdviceText(form.profile as AdvisorFieldValue, pattern);
  const owner = useOwnerTitle(
    typeof form.owner === 'string' ? form.owner : undefined,
  );
  const repository = useRepositoryText(
    String(form.name ?? ''),
    form.repository as RepositoryValue | undefined,
  );
  const plan: Record<string, string> = {
    ...(pattern && { pattern: titles.pattern(pattern) }),
    ...(advice && { advice }),
    ...(owner && { owner }),
    repository,
    entity: `component:default/${form.name}`,
    assessment: t('create.plan.draft'),
    decisionRecord: t('create.plan.inRepository', { path: recordPath }),
  };
  const text = JSON.stringify(plan);
  // Another effect runs with the next event, and would discard what that event changes.
  useLayoutEffect(() => {
    onChange(JSON.parse(text));
    // The form makes another callback each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);

  return null;
}

/** The publish target from the repository field. */
function useRepositoryText(
  name: string,
  repository: RepositoryValue | undefined,
): string {
  const t = useTexts(createTexts);
  const { places } = useRepositoryPlaces();
  if (repository?.url) {
    return repositoryText(repository.url);
  }
  if (places?.length === 0) {
    return t('create.plan.nowhere');
  }
  const place = places?.find(({ id }) => id === repository?.place);
  return place
    ? t('create.plan.place', { name, place: place.title })
    : t('create.plan.local', { name });
}

/** The verdict of the advice for the template's pattern; undefined while loading. */
function useAdviceText(
  profile: AdvisorFieldValue | undefined,
  pattern: PlainPattern | undefined,
): string | undefined {
  const t = useTexts(createTexts);
  const { questions } = useModel();
  const titles = useTitles();
  const answers = useMemo(
    () => readAnswers(profile, questions),
    [profile, questions],
  );
  const request = buildAdviceRequest({ answers }, undefined, questions);
  const { advice, isPending, error } = useAdvice(request);
  if (!request) {
    return t('create.plan.skipped');
  }
  if (isPending) {
    return undefined;
  }
  if (error || !advice) {
    return t('create.plan.unavailable');
  }
  const fit = pattern && templateFit(advice, pattern);
  switch (fit?.kind) {
    case 'fits':
      return t('create.plan.clear', { pattern: titles.pattern(pattern!) });
    case 'close':
      return t('create.plan.close', {
        pattern: formatAlternatives(
          [fit.winner, fit.runnerUp].map(titles.pattern),
        ),
      });
    case 'other':
      return t('create.plan.other', {
        pattern: formatAlternatives(fit.recommended.map(titles.pattern)),
      });
    case 'open':
      return t('create.plan.open');
    default:
      return t('create.plan.impossible');
  }
}
