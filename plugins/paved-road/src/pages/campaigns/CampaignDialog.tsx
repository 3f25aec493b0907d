import { CalendarDate } from '@internationalized/date';
import { ResponseError } from '@backstage/errors';
import {
  Button,
  DatePicker,
  Flex,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { Campaign } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { useRef } from 'react';
import { isConflict } from '../../features/decision/ConflictAlert';
import { Dialog } from '../../ui/components/Dialog';
import { useFleetSummary } from '../../data/fleet/fleetData';
import { useLevelTitles } from '../../ui/levels';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ScopeFields } from './ScopeFields';
import { SmallButton } from '../../ui/components/SmallButton';
import {
  CampaignFields,
  CheckedField,
  useCampaignForm,
} from './useCampaignForm';

/** Selector of the focusable element of each field. */
const controls: Record<CheckedField, string> = {
  title: 'input',
  targetLevel: 'button',
  dueOn: '[role="spinbutton"]',
};

export function CampaignDialog(props: {
  /** Creates a new campaign if absent. */
  campaign?: Campaign;
  /** Initial values of a new campaign. */
  proposal?: Partial<CampaignFields>;
  onSaved: (campaign: Campaign) => void;
  /** Called to reload after a conflicting edit. */
  onOutdated?: () => void;
  onClose: () => void;
}) {
  const { campaign, proposal, onSaved, onOutdated, onClose } = props;
  const t = useTexts(campaignsTexts);
  const byLevel = useFleetSummary('level').value;
  const levelTitle = useLevelTitles(byLevel);
  const levels = (byLevel?.groups ?? []).filter(({ key }) => key !== noLevel);
  const { fields, change, problems, isPending, error, submit } =
    useCampaignForm({
      campaign,
      proposal,
      usualLevel: byLevel?.totals.targetLevel,
    });
  const refs: Record<CheckedField, React.RefObject<HTMLDivElement>> = {
    title: useRef<HTMLDivElement>(null),
    targetLevel: useRef<HTMLDivElement>(null),
    dueOn: useRef<HTMLDivElement>(null),
  };
  const save = async () => {
    const outcome = await submit();
    if (typeof outcome === 'string') {
      refs[outcome].current
        ?.querySelector<HTMLElement>(controls[outcome])
        ?.focus();
    } else if (outcome) {
      onSaved(outcome);
    }
  };
  const conflict = onOutdated && error && isConflict(error) ? error : undefined;
  return (
    <Dialog
      title={t(
        campaign ? 'campaigns.form.editTitle' : 'campaigns.form.createTitle',
      )}
      keepsInput
      width="min(44rem, calc(100vw - 2rem))"
      actions={
        <Button isPending={isPending} onPress={save}>
          {t(campaign ? 'campaigns.form.save' : 'campaigns.form.create')}
        </Button>
      }
      error={conflict ? undefined : error}
      failed={t('campaigns.form.failed')}
      onClose={onClose}
    >
      <TextField
        ref={refs.title}
        label={t('campaigns.form.title')}
        description={t('campaigns.form.titleHelp')}
        isRequired
        validationBehavior="aria"
        validate={() => problems.title}
        value={fields.title}
        onChange={title => change({ title })}
      />
      <TextAreaField
        label={t('campaigns.form.description')}
        description={t('campaigns.form.descriptionHelp')}
        rows={3}
        maxLength={2_000}
        value={fields.description}
        onChange={description => change({ description })}
      />
      <Select
        ref={refs.targetLevel}
        label={t('campaigns.form.level')}
        isRequired
        validationBehavior="aria"
        validate={() => problems.targetLevel}
        options={levels.map(({ key, title }) => ({
          value: key,
          label: title,
        }))}
        value={fields.targetLevel ?? null}
        onChange={level =>
          change({ targetLevel: level ? String(level) : undefined })
        }
      />
      <DatePicker
        ref={refs.dueOn}
        label={t('campaigns.form.dueOn')}
        isRequired
        validationBehavior="aria"
        validate={() => problems.dueOn}
        value={fields.dueOn}
        onChange={date => change({ dueOn: date as CalendarDate | null })}
      />
      <ScopeFields
        scope={fields.scope}
        targetLevel={fields.targetLevel}
        levelTitle={levelTitle}
        onChange={scope => change({ scope })}
      />
      {conflict && onOutdated && (
        <CampaignConflict error={conflict} onReload={onOutdated} />
      )}
    </Dialog>
  );
}

/** Reports a conflicting edit and offers to reload. */
function CampaignConflict(props: {
  error: ResponseError;
  onReload: () => void;
}) {
  const { error, onReload } = props;
  const t = useTexts(campaignsTexts);
  return (
    <Notice
      role="alert"
      title={t('campaigns.conflict.title')}
      description={
        // Below the text to fit narrow windows.
        <Flex direction="column" align="start" gap="2">
          <span>
            {error.cause.message}. {t('campaigns.conflict.remedy')}
          </span>
          <SmallButton onPress={onReload}>
            {t('campaigns.conflict.reload')}
          </SmallButton>
        </Flex>
      }
    />
  );
}
