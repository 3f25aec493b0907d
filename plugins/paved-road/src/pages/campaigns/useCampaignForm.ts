import { CalendarDate, parseDate } from '@internationalized/date';
import { ResponseError } from '@backstage/errors';
import {
  Campaign,
  CampaignScope,
  NewCampaignInput,
} from '@paved-road/plugin-paved-road-common';
import { newCampaignSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { useCallback, useRef, useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { newIdempotencyKey } from '../../data/api/newIdempotencyKey';
import { inDays } from '../../features/waivers/waiverTimes';

/** A quarter, so that teams can plan the work. */
const USUAL_DAYS = 90;

const { minLength, maxLength } = newCampaignSchema.shape.title;

export interface CampaignFields {
  title: string;
  description: string;
  /** Absent before a choice. */
  targetLevel?: string;
  dueOn: CalendarDate | null;
  scope: CampaignScope;
}

/** Validated fields in display order. */
export const checkedFields = ['title', 'targetLevel', 'dueOn'] as const;

export type CheckedField = (typeof checkedFields)[number];

/** Fields, validation and saving of a campaign. */
export function useCampaignForm(options: {
  /** The campaign to change; creates a new one if absent. */
  campaign?: Campaign;
  proposal?: Partial<CampaignFields>;
  /** Initial level of a new campaign. */
  usualLevel?: string;
}) {
  const { campaign, proposal, usualLevel } = options;
  const t = useTexts(campaignsTexts);
  const api = usePavedRoadApi();
  const create = useCreateCampaign();
  const [given, setGiven] = useState<CampaignFields>(() => ({
    title: campaign?.title ?? '',
    description: campaign?.description ?? '',
    targetLevel: campaign?.targetLevel,
    dueOn: campaign ? parseDate(campaign.dueOn) : inDays(USUAL_DAYS),
    scope: campaign?.scope ?? {},
    ...proposal,
  }));
  // The page updates live; save against this version, so that unseen changes are not overwritten.
  const [edited] = useState(campaign);
  const [isChecked, setChecked] = useState(false);
  const fields = { ...given, targetLevel: given.targetLevel ?? usualLevel };
  const { title, description, targetLevel, dueOn, scope } = fields;

  const problems: Partial<Record<CheckedField, string>> = {
    title: titleProblem(title.trim().length),
    targetLevel: targetLevel ? undefined : t('campaigns.form.levelMissing'),
    dueOn: dueProblem(),
  };

  function titleProblem(length: number): string | undefined {
    if (minLength !== null && length < minLength) {
      return t('campaigns.form.titleShort', { count: minLength });
    }
    return maxLength !== null && length > maxLength
      ? t('campaigns.form.titleLong', { count: maxLength })
      : undefined;
  }

  function dueProblem(): string | undefined {
    if (!dueOn) {
      return t('campaigns.form.dueMissing');
    }
    // A past deadline may stay unchanged.
    return dueOn.compare(inDays(0)) < 0 && dueOn.toString() !== edited?.dueOn
      ? t('campaigns.form.dueOver')
      : undefined;
  }

  const saving = useAction(
    async (content: {
      title: string;
      description: string;
      targetLevel: string;
      dueOn: string;
      scope: CampaignScope;
    }) =>
      edited
        ? await api.updateCampaign(edited.id, edited.etag, content)
        : await create(content),
  );

  return {
    fields,
    change: (change: Partial<CampaignFields>) =>
      setGiven(before => ({ ...before, ...change })),
    problems: isChecked ? problems : {},
    isPending: saving.isPending,
    error: saving.error,
    /** @returns the campaign, or the first invalid field */
    submit: async (): Promise<Campaign | CheckedField | undefined> => {
      setChecked(true);
      const wrong = checkedFields.find(field => problems[field]);
      if (wrong || !targetLevel || !dueOn || saving.isPending) {
        return wrong;
      }
      return await saving.run({
        title: title.trim(),
        description: description.trim(),
        targetLevel,
        dueOn: dueOn.toString(),
        scope,
      });
    },
  };
}

/** Creates the campaign of a form once, even if the request is repeated after a lost response. */
function useCreateCampaign(): (content: NewCampaignInput) => Promise<Campaign> {
  const api = usePavedRoadApi();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const sent = useRef(new Set<string>());
  return useCallback(
    async content => {
      const text = JSON.stringify(content);
      sent.current.add(text);
      try {
        const created = await api.createCampaign({
          ...content,
          idempotencyKey,
        });
        // After a lost response, the campaign may exist with the previous input.
        return sent.current.size === 1
          ? created
          : await api.updateCampaign(created.id, created.etag, content);
      } catch (error) {
        if (error instanceof ResponseError && error.statusCode < 500) {
          sent.current.delete(text);
        }
        throw error;
      }
    },
    [api, idempotencyKey],
  );
}
