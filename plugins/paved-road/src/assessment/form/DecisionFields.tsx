import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Radio, RadioGroup, Text, TextAreaField } from '@backstage/ui';
import {
  Pattern,
  patterns,
  patternSchema,
} from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import {
  DecisionDraft,
  isValidList,
  listLimits,
  overrideOf,
} from './decisionDraft';

const accept = 'accept';

/** Accepts the recommendation or decides against it, and says why and until when. */
export function DecisionFields(props: {
  decision: DecisionDraft;
  recommended: Pattern;
  onChange: (decision: DecisionDraft) => void;
}) {
  const { decision, recommended, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const override = overrideOf(decision, recommended);
  const listProblem = (text: string) =>
    isValidList(text)
      ? undefined
      : t('decision.listProblem', {
          lines: String(listLimits.lines),
          length: String(listLimits.lineLength),
        });
  return (
    <Flex direction="column" gap="5">
      <RadioGroup
        label={t('decision.label')}
        value={override ?? accept}
        onChange={value =>
          onChange({
            ...decision,
            override: value === accept ? undefined : patternSchema.parse(value),
          })
        }
      >
        <Radio value={accept}>
          {t('decision.accept', { pattern: titles.pattern(recommended) })}
        </Radio>
        {patterns
          .filter(pattern => pattern !== recommended)
          .map(pattern => (
            <Radio key={pattern} value={pattern}>
              {t('decision.override', { pattern: titles.pattern(pattern) })}
            </Radio>
          ))}
      </RadioGroup>
      <TextAreaField
        label={t('decision.rationale')}
        description={t(
          override ? 'decision.rationaleNeeded' : 'decision.rationaleHelp',
        )}
        isRequired={override !== undefined}
        validationBehavior="aria"
        validate={value =>
          override && !value.trim() ? t('decision.rationaleMissing') : undefined
        }
        value={decision.rationale}
        onChange={rationale => onChange({ ...decision, rationale })}
      />
      <TextAreaField
        label={t('decision.tradeOffs')}
        description={t('decision.tradeOffsHelp')}
        validationBehavior="aria"
        validate={listProblem}
        value={decision.tradeOffs}
        onChange={tradeOffs => onChange({ ...decision, tradeOffs })}
      />
      <TextAreaField
        label={t('decision.revisitTriggers')}
        description={t('decision.revisitTriggersHelp')}
        validationBehavior="aria"
        validate={listProblem}
        value={decision.revisitTriggers}
        onChange={revisitTriggers => onChange({ ...decision, revisitTriggers })}
      />
      <Text as="p" color="secondary" variant="body-small">
        {t('decision.next')}
      </Text>
    </Flex>
  );
}
