import { CalendarDate } from '@internationalized/date';
import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { NewWaiverInput, Waiver } from '@paved-road/plugin-paved-road-common';
import { newWaiverSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../data/api';
import { formatDate } from '../../ui/formats';
import { newIdempotencyKey } from '../../data/api/newIdempotencyKey';
import { waiversTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { waiverEndsAt, inDays } from './waiverTimes';

const USUAL_DAYS = 30;

const { minLength, maxLength } = newWaiverSchema.shape.reason;

/** The fields of a request that the person fills in. */
export type RequestField = 'reason' | 'expiresAt';

/** Problems of a request by field. */
type FieldProblems = Partial<Record<RequestField, string>>;

const fields: RequestField[] = ['reason', 'expiresAt'];

/** The check for which a waiver is requested. */
export interface WaiverSubjectOfRequest {
  entityRef: string;
  checkId: string;
  /** The waiver to renew. */
  renewed?: Waiver;
}

/** Fields, validation and submission of a waiver request. */
export function useWaiverRequest(
  subject: WaiverSubjectOfRequest,
  maxDays: number,
) {
  const t = useTexts(waiversTexts);
  const api = useApi(pavedRoadApiRef);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<CalendarDate | null>(() =>
    inDays(Math.min(USUAL_DAYS, maxDays)),
  );
  const [isChecked, setChecked] = useState(false);
  const [refused, setRefused] = useState<Error>();
  const getKey = useIdempotencyKey();
  const [from, to] = [inDays(0), inDays(maxDays)];

  const problemsOfInput = (): FieldProblems => ({
    reason: reasonProblem(),
    expiresAt: untilProblem(),
  });

  function reasonProblem(): string | undefined {
    const { length } = reason.trim();
    if (minLength !== null && length < minLength) {
      return t('waivers.request.reasonShort', { count: minLength });
    }
    return maxLength !== null && length > maxLength
      ? t('waivers.request.reasonLong', { count: maxLength })
      : undefined;
  }

  function untilProblem(): string | undefined {
    if (!until) {
      return t('waivers.request.untilMissing');
    }
    return until.compare(from) < 0 || until.compare(to) > 0
      ? t('waivers.request.untilOutside', {
          from: formatDate(from.toString()),
          to: formatDate(to.toString()),
        })
      : undefined;
  }

  const [sending, request] = useAsyncFn(
    async (waiver: NewWaiverInput) => await api.requestWaiver(waiver),
    [api],
  );
  const problems = isChecked
    ? { ...fieldProblems(refused), ...withoutAbsent(problemsOfInput()) }
    : {};
  const edit =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      setRefused(undefined);
      set(value);
    };

  return {
    reason,
    setReason: edit(setReason),
    until,
    setUntil: edit(setUntil),
    from,
    to,
    problems,
    /** An error without a field. */
    error:
      refused && Object.keys(fieldProblems(refused)).length === 0
        ? refused
        : undefined,
    isPending: sending.loading,
    /** @returns the waiver, or the first invalid field */
    submit: async (): Promise<Waiver | RequestField | undefined> => {
      setChecked(true);
      const found = firstInvalidField(problemsOfInput());
      if (found || !until || sending.loading) {
        return found;
      }
      const { entityRef, checkId, renewed } = subject;
      const content = {
        entityRef,
        checkId,
        reason: reason.trim(),
        renews: renewed?.id,
      };
      setRefused(undefined);
      const answer: Waiver | Error = await request({
        ...content,
        expiresAt: waiverEndsAt(until, maxDays),
        idempotencyKey: getKey(JSON.stringify([content, until.toString()])),
      });
      if (answer instanceof Error) {
        setRefused(answer);
        return firstInvalidField(fieldProblems(answer));
      }
      return answer;
    },
  };
}

/** The same key for the same content, so that repeated requests have no effect. */
function useIdempotencyKey(): (content: string) => string {
  const last = useRef<{ content: string; key: string }>();
  return content => {
    if (last.current?.content !== content) {
      last.current = { content, key: newIdempotencyKey() };
    }
    return last.current.key;
  };
}

function withoutAbsent(problems: FieldProblems): FieldProblems {
  return Object.fromEntries(
    Object.entries(problems).filter(([, problem]) => problem !== undefined),
  );
}

function firstInvalidField({ reason, expiresAt }: FieldProblems) {
  if (reason) {
    return 'reason' as const;
  }
  return expiresAt ? ('expiresAt' as const) : undefined;
}

/** Field errors of the service, in the form `field: problem`. */
function fieldProblems(error: Error | undefined): FieldProblems {
  if (!(error instanceof ResponseError) || error.statusCode !== 400) {
    return {};
  }
  const said = error.cause.message.replace(/^Invalid [^:]*: /, '').split('; ');
  return Object.fromEntries(
    fields.flatMap(field => {
      const problem = said.find(part => part.startsWith(`${field}: `));
      return problem ? [[field, problem.slice(field.length + 2)]] : [];
    }),
  );
}
