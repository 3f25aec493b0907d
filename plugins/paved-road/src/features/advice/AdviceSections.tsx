import { Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import {
  Advice,
  AdviceRequestInput,
  MeasuredCondition,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import { memo, ReactNode } from 'react';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { ComparisonSection } from './ComparisonSection';
import { FlipsSection, PlacementFlipsSection } from './FlipsSection';
import { CostAndLatencySection } from './CostAndLatencySection';
import {
  GatewaySection,
  PlacementQuantitiesSection,
} from './PlacementQuantities';
import {
  isPlaced,
  PlacementComparisonSection,
  PlacementWhySection,
} from './PlacementSections';
import { RisksSection } from './RisksSection';
import { RoadmapSection } from './RoadmapSection';
import { classifyPlacement, classifyRecommendation } from './verdict';
import { WhySection } from './WhySection';

export const adviceSections = [
  'why',
  'comparison',
  'quantities',
  'risks',
  'roadmap',
] as const;

/** A section that explains the advice. */
export type AdviceSection = (typeof adviceSections)[number];

/** Extra content next to the standard parts of an advice. */
interface ExtraSection<Id extends string> {
  id: Id;
  title: string;
  content: ReactNode;
}

/** Deferred: redrawing the charts on every key press would slow down typing. */
const Part = memo(function AdvicePart(props: {
  section: AdviceSection;
  advice: Advice;
  profile: AdviceRequestInput['profile'];
  decided?: Pattern;
  decidedPlacement?: Placement;
  conditions?: MeasuredCondition[];
  onChange?: (part: 'weights' | 'assumptions') => void;
}) {
  const { section, advice, profile, decided, decidedPlacement, onChange } =
    props;
  const hasRecommendation = classifyRecommendation(advice).kind !== 'none';
  switch (section) {
    case 'why':
      return (
        <div className={styles.container}>
          {isPlaced(advice) && (
            <Axis title="axis">
              <div className={styles.sections}>
                <PlacementWhySection
                  advice={advice}
                  decided={decidedPlacement}
                />
                <div className={styles.beside}>
                  {classifyPlacement(advice.languageModel).kind !== 'none' && (
                    <PlacementFlipsSection
                      languageModel={advice.languageModel}
                    />
                  )}
                  <GatewaySection languageModel={advice.languageModel} />
                </div>
              </div>
            </Axis>
          )}
          <Axis title={isPlaced(advice) ? 'applicationAxis' : undefined}>
            <div className={styles.sections}>
              <WhySection advice={advice} decided={decided} />
              {hasRecommendation && <FlipsSection advice={advice} />}
            </div>
          </Axis>
        </div>
      );
    case 'comparison':
      return (
        <>
          {isPlaced(advice) && <PlacementComparisonSection advice={advice} />}
          <ComparisonSection
            advice={advice}
            onChangeWeights={onChange && (() => onChange('weights'))}
          />
        </>
      );
    case 'quantities':
      return (
        <>
          {advice.languageModel && (
            <PlacementQuantitiesSection languageModel={advice.languageModel} />
          )}
          <CostAndLatencySection
            advice={advice}
            volume={profile.workload?.requestsPerMonth ?? undefined}
            onChangeAssumptions={onChange && (() => onChange('assumptions'))}
          />
        </>
      );
    case 'risks':
      return (
        <RisksSection
          risks={advice.risks}
          hasRecommendation={hasRecommendation}
        />
      );
    default:
      return (
        <RoadmapSection
          roadmap={hasRecommendation || decided ? advice.roadmap : undefined}
          placementRoadmap={
            isPlaced(advice) &&
            classifyPlacement(advice.languageModel).kind !== 'none'
              ? advice.languageModel.roadmap
              : undefined
          }
          conditions={props.conditions}
        />
      );
  }
});

/** One of two axes for workloads with a language model; just the content for others. */
function Axis(props: {
  title: 'axis' | 'applicationAxis' | undefined;
  children: ReactNode;
}) {
  const { title, children } = props;
  const t = useTexts(advisorTexts);
  return title ? (
    <section className={styles.axisOf} aria-label={t(`placement.${title}`)}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t(`placement.${title}`)}
      </Text>
      {children}
    </section>
  ) : (
    <>{children}</>
  );
}

/** Explains an advice, one section at a time. */
export function AdviceSections<Id extends string = never>(props: {
  advice: Advice;
  /** The answers behind the advice. */
  profile: AdviceRequestInput['profile'];
  /** The decided pattern, which can differ from the recommendation. */
  decided?: Pattern;
  /** Where the language model was decided to run. */
  decidedPlacement?: Placement;
  /** Additional reasons. */
  why?: ReactNode;
  /** Measured conditions for the roadmap steps. */
  conditions?: MeasuredCondition[];
  extras?: ExtraSection<Id>[];
  section: AdviceSection | Id;
  onSelect: (section: AdviceSection | Id) => void;
  /** Opens the weights or assumptions for editing. */
  onChange?: (part: 'weights' | 'assumptions') => void;
}) {
  const { extras = [], section, onSelect, why, ...rest } = props;
  const t = useTexts(advisorTexts);
  return (
    <Tabs
      selectedKey={section}
      onSelectionChange={key => {
        const chosen =
          adviceSections.find(id => id === key) ??
          extras.find(({ id }) => id === key)?.id;
        if (chosen) {
          onSelect(chosen);
        }
      }}
    >
      <div className={styles.navigation}>
        <TabList aria-label={t('sections.label')}>
          {adviceSections.map(id => (
            <Tab key={id} id={id}>
              {t(`sections.${id}`)}
            </Tab>
          ))}
          {extras.map(({ id, title }) => (
            <Tab key={id} id={id}>
              {title}
            </Tab>
          ))}
        </TabList>
      </div>
      {adviceSections.map(id => (
        <TabPanel key={id} id={id} className={styles.panel}>
          <Part section={id} {...rest} />
          {id === 'why' && why}
        </TabPanel>
      ))}
      {extras.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
