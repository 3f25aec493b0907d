import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Checkbox,
  CheckboxGroup,
  Flex,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  Advice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import {
  patterns,
  placements,
  findTradeOffs,
} from '@paved-road/plugin-paved-road-common/advisor';
import { useState } from 'react';
import {
  classifyRecommendation,
  classifyPlacement,
  rankedPlacements,
} from '../advice';
import { formatChance } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { formTexts } from './texts';
import { advisorTexts } from '../advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  DecisionDraft,
  isValidList,
  joinLines,
  listLimits,
  findOverrides,
  needsRationale,
  recommendedBy,
  splitLines,
} from './decisionDraft';
import styles from './form.module.css';

/** The decision: the recommendation or another option, with a rationale where it differs. */
export function DecisionFields(props: {
  decision: DecisionDraft;
  advice: Advice;
  onChange: (decision: DecisionDraft) => void;
}) {
  const { decision, advice, onChange } = props;
  const t = useTexts(formTexts, advisorTexts);
  const titles = useTitles();
  const { languageModel, ranking, confidence } = advice;
  const { core } = advice.recommendation;
  const recommended = recommendedBy(advice);
  const overrides = findOverrides(decision, recommended);
  const [hadRationale] = useState(decision.rationale !== '');
  const [hadLines] = useState(
    decision.tradeOffs !== '' || decision.revisitTriggers !== '',
  );
  const isRequired = needsRationale(decision, advice);
  const { kind } = classifyRecommendation(advice);
  const placed = languageModel && classifyPlacement(languageModel).kind;
  const decided = overrides.pattern ?? recommended.pattern;
  const overriding = ranking.find(
    ranked => ranked.pattern === overrides.pattern,
  );
  // A hybrid that is not recommended has no ratings.
  const tradeOffs = overriding
    ? findTradeOffs(overriding, titles.criterion)
    : advice.tradeOffs.filter(() => decided && !overrides.pattern);
  const findChance = (pattern: Pattern) => {
    const plain = pattern === recommended.pattern ? core : pattern;
    return plain === 'hybrid' ? undefined : confidence.expected[plain];
  };
  const nextStep =
    recommended.pattern && advice.roadmap.find(({ state }) => state === 'next');
  return (
    <Flex direction="column" gap="5">
      <OptionField
        label={t(
          languageModel ? 'placement.applicationAxis' : 'decision.label',
        )}
        kind={kind}
        options={patterns.map(id => ({
          id,
          chance: findChance(id),
          isRuledOut: ranking.some(
            ranked => ranked.pattern === id && !ranked.eligible,
          ),
        }))}
        recommended={recommended.pattern}
        override={overrides.pattern}
        onChange={override => onChange({ ...decision, override })}
      />
      {languageModel && placed && (
        <OptionField
          label={t('placement.axis')}
          kind={placed}
          options={placements.map(id => ({
            id,
            chance: languageModel.expected[id],
            isRuledOut: rankedPlacements(advice).some(
              ({ subject, eligible }) => subject === id && !eligible,
            ),
          }))}
          recommended={
            placed === 'impossible' ? undefined : recommended.placement
          }
          override={overrides.placement}
          onChange={placement => onChange({ ...decision, placement })}
        />
      )}
      {(isRequired || hadRationale) && (
        <TextAreaField
          label={t('decision.rationale')}
          description={t('decision.rationaleHelp')}
          isRequired={isRequired}
          validationBehavior="aria"
          validate={value =>
            isRequired && !value.trim()
              ? t('decision.rationaleMissing')
              : undefined
          }
          value={decision.rationale}
          onChange={rationale => onChange({ ...decision, rationale })}
        />
      )}
      <Accordion defaultExpanded={hadLines}>
        <AccordionTrigger title={t('decision.more')} />
        <AccordionPanel>
          <Flex direction="column" gap="5">
            <OfferedLinesField
              label={t('decision.tradeOffs')}
              description={t('decision.tradeOffsHelp')}
              offer={t('offer.tradeOffs', {
                pattern: decided ? titles.pattern(decided) : '',
              })}
              offered={tradeOffs.map(({ text }) => text)}
              value={decision.tradeOffs}
              onChange={lines => onChange({ ...decision, tradeOffs: lines })}
            />
            <OfferedLinesField
              label={t('decision.revisitTriggers')}
              description={t('decision.revisitTriggersHelp')}
              offer={t('offer.revisitTriggers', {
                step: nextStep?.title ?? '',
              })}
              offered={nextStep?.triggers.map(({ text }) => text) ?? []}
              value={decision.revisitTriggers}
              onChange={revisitTriggers =>
                onChange({ ...decision, revisitTriggers })
              }
            />
          </Flex>
        </AccordionPanel>
      </Accordion>
      <Text as="p" color="secondary" variant="body-small">
        {t('decision.next')}
      </Text>
    </Flex>
  );
}

const undecided = 'undecided';

/** All options with their chances, the recommended one first and chosen. */
function OptionField<S extends Pattern | Placement>(props: {
  label: string;
  kind: 'one' | 'either' | 'none' | 'impossible';
  options: { id: S; chance?: number; isRuledOut: boolean }[];
  /** Absent without a recommendation. */
  recommended?: S;
  /** Decided without or against the recommendation. */
  override?: S;
  onChange: (override: S | undefined) => void;
}) {
  const { label, kind, options, recommended, override, onChange } = props;
  const t = useTexts(formTexts, advisorTexts);
  const titles = useTitles();
  return (
    <RadioGroup
      label={label}
      description={kind === 'one' ? undefined : t(`decision.help.${kind}`)}
      value={override ?? recommended ?? undecided}
      onChange={value => {
        const chosen = options.find(({ id }) => id === value)?.id;
        onChange(chosen === recommended ? undefined : chosen);
      }}
    >
      {!recommended && (
        <Radio value={undecided}>{t('decision.undecided')}</Radio>
      )}
      {options
        .toSorted(
          (a, b) => Number(b.id === recommended) - Number(a.id === recommended),
        )
        .map(({ id, chance, isRuledOut }) => (
          <Radio key={id} value={id}>
            {[
              titles.subject(id),
              chance !== undefined && !isRuledOut && formatChance(chance),
              id === recommended && kind === 'one' && t('decision.recommended'),
              isRuledOut && t('ranking.excluded'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Radio>
        ))}
    </RadioGroup>
  );
}

/** Suggested lines as checkboxes, and a field for custom lines. */
function OfferedLinesField(props: {
  label: string;
  description: string;
  /** Describes the suggestions. */
  offer: string;
  offered: string[];
  /** One per line, including ticked ones. */
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, description, offer, offered, value, onChange } = props;
  const t = useTexts(formTexts);
  const { ticked, typed } = splitLines(value, offered);
  return (
    <Flex direction="column" gap="4">
      {offered.length > 0 && (
        <CheckboxGroup
          label={offer}
          value={ticked}
          onChange={lines => onChange(joinLines(lines, typed))}
        >
          {offered.map(line => (
            <Checkbox key={line} value={line} className={styles.offered}>
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
