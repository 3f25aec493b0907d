import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  Advice,
  AdviceRequestInput,
  MeasuredCondition,
} from '@paved-road/plugin-paved-road-common';
import { memo, ReactNode } from 'react';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { Decided, listAxes } from './axes';
import { ComparisonSection } from './ComparisonSection';
import { CostAndLatencySection } from './CostAndLatencySection';
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
  decided?: Decided;
  questions?: ReactNode;
  figures?: ReactNode;
  conditions?: MeasuredCondition[];
  onChange?: (part: 'weights' | 'assumptions') => void;
}) {
  const { section, advice, profile, decided = {}, onChange } = props;
  const hasRecommendation = classifyRecommendation(advice).kind !== 'none';
  const axes = listAxes(advice, decided);
  switch (section) {
    case 'why':
      return (
        <WhySection
          advice={advice}
          axes={axes}
          decided={decided}
          questions={props.questions}
          figures={props.figures}
        />
      );
    case 'comparison':
      return axes.map(axis => (
        <ComparisonSection
          key={axis.id}
          advice={advice}
          axis={axis}
          onChangeWeights={
            // The dialog has the weights of both choices.
            onChange && axis.id === 'application'
              ? () => onChange('weights')
              : undefined
          }
        />
      ));
    case 'quantities':
      return axes.map(axis => (
        <CostAndLatencySection
          key={axis.id}
          advice={advice}
          axis={axis}
          volume={profile.workload?.requestsPerMonth ?? undefined}
          onChangeAssumptions={
            onChange && axis.id === 'application'
              ? () => onChange('assumptions')
              : undefined
          }
        />
      ));
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
          roadmap={
            hasRecommendation || decided.pattern ? advice.roadmap : undefined
          }
          placementRoadmap={
            advice.languageModel &&
            classifyPlacement(advice.languageModel).kind !== 'none'
              ? advice.languageModel.roadmap
              : undefined
          }
          conditions={props.conditions}
        />
      );
  }
});

export function AdviceSections<Id extends string = never>(props: {
  advice: Advice;
  /** The answers behind the advice. */
  profile: AdviceRequestInput['profile'];
  decided?: Decided;
  /** Takes the place of the points while open answers decide. */
  questions?: ReactNode;
  /** Key figures, beside the points. */
  figures?: ReactNode;
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
