import { CalendarDate } from '@internationalized/date';
import { ResponseError } from '@backstage/errors';
import { NewWaiverInput, Waiver } from '@paved-road/plugin-paved-road-common';
import { newWaiverSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { useRef, useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
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

const findFirst = (problems: FieldProblems) =>
  fields.find(field => problems[field]);

export interface WaiverSubjectOfRequest {
  entityRef: string;
  checkId: string;
  renewed?: Waiver;
}

/** Fields, validation and submission of a waiver request. */
export function useWaiverRequest(
  subject: WaiverSubjectOfRequest,
  maxDays: number,
) {
  const t = useTexts(waiversTexts);
  const api = usePavedRoadApi();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<CalendarDate | null>(() =>
    inDays(Math.min(USUAL_DAYS, maxDays)),
  );
  const [isChecked, setChecked] = useState(false);
  const getKey = useIdempotencyKey();
  const [from, to] = [inDays(0), inDays(maxDays)];
  const sending = useAction((waiver: NewWaiverInput) =>
    api.requestWaiver(waiver).catch((error: Error) => error),
  );
  const refused = sending.value instanceof Error ? sending.value : undefined;
  const refusedFields = findFieldProblems(refused);
  const found: FieldProblems = {
    reason: findReasonProblem(),
    expiresAt: findUntilProblem(),
  };
  const edit =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      sending.reset();
      set(value);
    };

  function findReasonProblem(): string | undefined {
    const { length } = reason.trim();
    if (minLength !== null && length < minLength) {
      return t('waivers.request.reasonShort', { count: minLength });
    }
    return maxLength !== null && length > maxLength
      ? t('waivers.request.reasonLong', { count: maxLength })
      : undefined;
  }

  function findUntilProblem(): string | undefined {
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

  return {
    reason,
    setReason: edit(setReason),
    until,
    setUntil: edit(setUntil),
    from,
    to,
    problems: isChecked
      ? {
          reason: found.reason ?? refusedFields.reason,
          expiresAt: found.expiresAt ?? refusedFields.expiresAt,
        }
      : {},
    /** An error without a field. */
    error: findFirst(refusedFields) ? undefined : refused,
    isPending: sending.isPending,
    /** @returns the waiver, or the first invalid field */
    submit: async (): Promise<Waiver | RequestField | undefined> => {
      setChecked(true);
      const invalid = findFirst(found);
      if (invalid || !until || sending.isPending) {
        return invalid;
      }
      const { entityRef, checkId, renewed } = subject;
      const content = {
        entityRef,
        checkId,
        reason: reason.trim(),
        renews: renewed?.id,
      };
      const answer = await sending.run({
        ...content,
        expiresAt: waiverEndsAt(until, maxDays),
        idempotencyKey: getKey(JSON.stringify([content, until.toString()])),
      });
      return answer instanceof Error
        ? findFirst(findFieldProblems(answer))
        : answer;
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

/** Field errors of the service, in the form `field: problem`. */
function findFieldProblems(error: Error | undefined): FieldProblems {
  if (!(error instanceof ResponseError) || error.statusCode !== 400) {
    return {};
  }
  const parts = error.cause.message.replace(/^Invalid [^:]*: /, '').split('; ');
  return Object.fromEntries(
    fields.map(field => [
      field,
      parts
        .find(part => part.startsWith(`${field}: `))
        ?.slice(field.length + 2),
    ]),
  );
}
