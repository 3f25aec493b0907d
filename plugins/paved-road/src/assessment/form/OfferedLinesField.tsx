import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Checkbox, CheckboxGroup, Flex, TextAreaField } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import { isValidList, listLimits } from './decisionDraft';
import { joinLines, splitLines } from './offeredLines';

/** A list of lines, of which the result suggests some: those are ticked, others are typed. */
export function OfferedLinesField(props: {
  label: string;
  description: string;
  /** Says what the suggestions are. */
  offer: string;
  offered: string[];
  /** One per line, ticked ones included. */
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, description, offer, offered, value, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { ticked, typed } = splitLines(value, offered);
  return (
    <Flex direction="column" gap="3">
      {offered.length > 0 && (
        <CheckboxGroup
          label={offer}
          value={ticked}
          onChange={lines => onChange(joinLines(lines, typed))}
        >
          {offered.map(line => (
            <Checkbox key={line} value={line}>
              {line}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <TextAreaField
        label={label}
        description={description}
        validationBehavior="aria"
        validate={() =>
          isValidList(value)
            ? undefined
            : t('decision.listProblem', {
                lines: String(listLimits.lines),
                length: String(listLimits.lineLength),
              })
        }
        value={typed}
        onChange={text => onChange(joinLines(ticked, text))}
      />
    </Flex>
  );
}
