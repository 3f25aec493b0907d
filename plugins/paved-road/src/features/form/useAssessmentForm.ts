import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { Assessment, Measured } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { getErrorMessage } from '../../ui/components/ErrorAlert';
import { useAdvice } from '../../data/model/useAdvice';
import { useAction } from '../../data/queries/useAction';
import { useModel } from '../../ui/model';
import { formTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { toProfile } from './answers';
import { isOpenDecision, recommendedBy, toDecision } from './decisionDraft';
import {
  findAnswerProblem,
  findDecisionProblem,
  findSubmissionProblem,
  FormProblem,
  FoundProblem,
} from './formProblem';
import {
  baseAssessment,
  FormOrigin,
  FormState,
  FormStep,
  initialState,
  buildAdviceRequest,
  Suggestions,
  useKeptForm,
} from './formState';
import { useFormPlace, useQuestionnaire } from './useQuestionnaire';

/** The state of a form that survives the tab, and how it is saved. */
export function useAssessmentForm(options: {
  userRef: string;
  entityRef: string;
  origin: FormOrigin;
  startAt?: string;
  suggestions: Suggestions;
  /** Measurements of the previous assessment to start from. */
  measured?: Measured;
  onSaved: (saved: Assessment) => Promise<void>;
}) {
  const { userRef, entityRef, origin, suggestions, measured, onSaved } =
    options;
  const api = usePavedRoadApi();
  const alertApi = useApi(alertApiRef);
  const t = useTexts(formTexts);
  const { questions } = useModel();
  const [kept, keep, forget] = useKeptForm(userRef, entityRef, origin);
  const [restored, setRestored] = useState(kept);
  const start = () => initialState(origin, questions, suggestions, measured);
  const [state, setState] = useState(() => kept?.state ?? start());
  const [problem, setProblem] = useState<FoundProblem>();
  const lastAdvice = baseAssessment(origin)?.advice;
  const { placement, override } = state.decision;
  const [lastPattern, setLastPattern] = useState(
    lastAdvice?.recommendation.pattern,
  );
  const pattern = override ?? lastPattern;
  const undecided = buildAdviceRequest(
    state,
    baseAssessment(origin),
    questions,
  );
  // A decided placement changes the advice. The service accepts it only together with a pattern.
  const request =
    undecided?.profile.llm && placement && pattern
      ? { ...undecided, decision: { pattern, placement } }
      : undecided;
  const result = useAdvice(request);
  const recommendedPattern = result.advice?.recommendation.pattern;
  if (recommendedPattern && recommendedPattern !== lastPattern) {
    setLastPattern(recommendedPattern);
  }
  const questionnaire = useQuestionnaire({
    answers: state.answers,
    result,
    lastAdvice,
    placement,
    startAt: options.startAt,
  });
  const place = useFormPlace<FormStep>(
    [...questionnaire.groups, 'decision'],
    questionnaire,
    options.startAt,
  );
  const draft = origin.kind === 'draft' ? origin.draft : undefined;
  const etag = restored?.etag ?? draft?.etag;

  const change = (changed: FormState) => {
    setState(changed);
    setProblem(undefined);
    keep({ state: changed, keptAt: new Date().toISOString(), etag });
  };

  const discard = () => {
    forget();
    setRestored(undefined);
    setState(start());
    setProblem(undefined);
  };

  const announce = (message: string) =>
    alertApi.post({ message, severity: 'success', display: 'transient' });
  /** Saving succeeds even if submitting fails. */
  const submit = async (saved: Assessment): Promise<Assessment> => {
    try {
      const submitted = await api.submitAssessment(saved.id, saved.etag);
      announce(t('form.submittedNow'));
      return submitted;
    } catch (error) {
      // Stays until dismissed, because the form with its alerts closes.
      alertApi.post({
        message: t('form.notSubmitted', {
          reason: getErrorMessage(toError(error)),
        }),
        severity: 'error',
        display: 'permanent',
      });
      return saved;
    }
  };

  const saving = useAction(
    async (target: 'same' | 'new', submits: boolean = false) => {
      const stopAt = (found: FormProblem | undefined): boolean => {
        if (!found) {
          setProblem(undefined);
          return false;
        }
        const isShown = found.step === place.step;
        if (isShown && found.kind === 'answer') {
          place.answer(found.questions[0].path);
        } else {
          place.goTo(found.step);
        }
        setProblem({ ...found, isShown });
        return true;
      };
      if (
        stopAt(findAnswerProblem(state, questionnaire, place.step)) ||
        !request
      ) {
        return;
      }
      let decision;
      const isOpen = isOpenDecision(state.decision);
      // Compare the decision with the advice for the same answers.
      const advice =
        submits || !isOpen ? await api.getAdvice(request) : undefined;
      if (
        advice &&
        isOpen &&
        stopAt(findSubmissionProblem(advice, questionnaire))
      ) {
        return;
      }
      if (advice && !isOpen) {
        if (stopAt(findDecisionProblem(state, advice, submits))) {
          return;
        }
        decision = toDecision(state.decision, recommendedBy(advice));
      }
      const saved =
        draft && etag && target === 'same'
          ? await api.updateAssessment(draft.id, etag, {
              profile: toProfile(state.answers, questions),
              platform: state.platform ?? null,
              decision: decision ?? null,
            })
          : await api.createAssessment(entityRef, { ...request, decision });
      forget();
      // Keep the button disabled until the saved version is shown, so that it is not saved twice.
      await onSaved(submits ? await submit(saved) : saved);
      if (!submits) {
        announce(t('form.savedNow'));
      }
    },
  );

  return {
    state,
    change,
    discard,
    place,
    questionnaire,
    /** The advice for the answers so far. */
    result,
    /** Why the last attempt to save failed. */
    problem,
    restoredAt: restored?.keptAt,
    /** When unsaved changes were last kept in the browser. */
    keptAt: kept?.keptAt,
    forget,
    saving,
    save: saving.run,
  };
}
