import {
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
  LanguageModelAdvice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import {
  patterns,
  placements,
  findTradeOffs,
} from '@paved-road/plugin-paved-road-common/advisor';
import {
  patternSchema,
  placementSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import {
  classifyRecommendation,
  classifyPlacement,
  type Ranked,
  rankedPlacements,
} from '../advice';
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
  recommendedBy,
  splitLines,
} from './decisionDraft';
import styles from './form.module.css';

const accept = 'accept';

/** Accepts the recommendation or overrides it, with rationale and triggers. */
export function DecisionFields(props: {
  decision: DecisionDraft;
  advice: Advice;
  onChange: (decision: DecisionDraft) => void;
}) {
  const { decision, advice, onChange } = props;
  const t = useTexts(formTexts, advisorTexts);
  const titles = useTitles();
  const { kind } = classifyRecommendation(advice);
  const { pattern: recommended, placement: recommendedPlacement } =
    recommendedBy(advice);
  const chosen = (pattern: Pattern) =>
    t(`decision.${kind}.choose`, { pattern: titles.pattern(pattern) });
  const { languageModel } = advice;
  const overrides = findOverrides(decision, {
    pattern: recommended,
    placement: recommendedPlacement,
  });
  const override = overrides.pattern;
  // The rationale explains an override of the pattern, or else of the placement.
  const explained =
    override || !languageModel || !overrides.placement
      ? kind
      : recommendationKind(languageModel);
  const isOverride =
    override !== undefined || overrides.placement !== undefined;
  const overriding = advice.ranking.find(ranked => ranked.pattern === override);
  const decided = override ?? recommended;
  // A hybrid that is not recommended has no ratings.
  const tradeOffs = overriding
    ? findTradeOffs(overriding, titles.criterion)
    : advice.tradeOffs.filter(() => recommended && !override);
  const nextStep =
    recommended && advice.roadmap.find(({ state }) => state === 'next');
  return (
    <Flex direction="column" gap="5">
      <RadioGroup
        label={t(
          languageModel ? 'placement.applicationAxis' : 'decision.label',
        )}
        description={kind === 'one' ? undefined : t(`decision.${kind}.help`)}
        value={override ?? accept}
        onChange={value =>
          onChange({
            ...decision,
            override: value === accept ? undefined : patternSchema.parse(value),
          })
        }
      >
        <Radio value={accept}>
          {recommended
            ? t(`decision.${kind}.accept`, {
                pattern: titles.pattern(recommended),
              })
            : t('decision.none.accept')}
        </Radio>
        {patterns
          .filter(pattern => pattern !== recommended)
          .map(pattern => (
            <Radio key={pattern} value={pattern}>
              {chosen(pattern)}
              {isRuledOut(advice, pattern) && ` (${t('ranking.excluded')})`}
            </Radio>
          ))}
      </RadioGroup>
      {languageModel && (
        <PlacementField
          languageModel={languageModel}
          ranked={rankedPlacements(advice)}
          recommended={recommendedPlacement}
          placement={overrides.placement}
          onChange={placement => onChange({ ...decision, placement })}
        />
      )}
      <TextAreaField
        label={t('decision.rationale')}
        description={t(
          isOverride
            ? `decision.${explained}.rationale`
            : 'decision.rationaleHelp',
        )}
        isRequired={isOverride}
        validationBehavior="aria"
        validate={value =>
          isOverride && !value.trim()
            ? t(
                override
                  ? `decision.${explained}.rationaleMissing`
                  : `decision.placement.${explained}.rationaleMissing`,
              )
            : undefined
        }
        value={decision.rationale}
        onChange={rationale => onChange({ ...decision, rationale })}
      />
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
        offer={t('offer.revisitTriggers', { step: nextStep?.title ?? '' })}
        offered={nextStep?.triggers.map(({ text }) => text) ?? []}
        value={decision.revisitTriggers}
        onChange={revisitTriggers => onChange({ ...decision, revisitTriggers })}
      />
      <Text as="p" color="secondary" variant="body-small">
        {t('decision.next')}
      </Text>
    </Flex>
  );
}

/** The text variant; an impossible recommendation cannot be accepted. */
function recommendationKind(languageModel: LanguageModelAdvice) {
  const { kind } = classifyPlacement(languageModel);
  return kind === 'impossible' ? 'none' : kind;
}

/** Accepts or overrides the recommended placement. */
function PlacementField(props: {
  languageModel: LanguageModelAdvice;
  ranked: Ranked<Placement>[];
  /** Absent without a recommendation. */
  recommended?: Placement;
  /** Decided without or against the recommendation. */
  placement?: Placement;
  onChange: (placement: Placement | undefined) => void;
}) {
  const { languageModel, ranked, recommended, placement, onChange } = props;
  const t = useTexts(formTexts, advisorTexts);
  const titles = useTitles();
  const { kind: classified } = classifyPlacement(languageModel);
  const kind = recommendationKind(languageModel);
  return (
    <RadioGroup
      label={t('placement.axis')}
      description={
        classified === 'one'
          ? undefined
          : t(`decision.placement.${classified}.help`)
      }
      value={placement ?? accept}
      onChange={value =>
        onChange(value === accept ? undefined : placementSchema.parse(value))
      }
    >
      <Radio value={accept}>
        {recommended
          ? t(`decision.${kind}.accept`, {
              pattern: titles.placement(recommended),
            })
          : t('decision.none.accept')}
      </Radio>
      {placements
        .filter(id => id !== recommended)
        .map(id => (
          <Radio key={id} value={id}>
            {t(`decision.${kind}.choose`, { pattern: titles.placement(id) })}
            {ranked.some(
              ({ subject, eligible }) => subject === id && !eligible,
            ) && ` (${t('ranking.excluded')})`}
          </Radio>
        ))}
    </RadioGroup>
  );
}

function isRuledOut({ ranking }: Advice, pattern: Pattern): boolean {
  return ranking.some(ranked => ranked.pattern === pattern && !ranked.eligible);
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
