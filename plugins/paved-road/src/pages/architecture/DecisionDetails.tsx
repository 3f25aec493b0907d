import { Assessment } from '@paved-road/plugin-paved-road-common';
import { answeredShare } from '@paved-road/plugin-paved-road-common/advisor';
import { ReactNode } from 'react';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { formatShare } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { useTitles } from '../../ui/model';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { BulletList } from '../../ui/components/Layout';

/** Comments on the decision and the inputs of the result. */
export function DecisionDetails(props: { assessment: Assessment }) {
  const { advice, decision, ...assessment } = props.assessment;
  const { recommendation, platform, modelVersion } = advice;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  const { acceptedTradeOffs = [], revisitTriggers = [] } = decision ?? {};
  const comment =
    'review' in assessment ? assessment.review?.comment : undefined;
  const items: { label: string; value: ReactNode }[] = [
    ...(comment ? [{ label: t('details.comment'), value: comment }] : []),
    ...(acceptedTradeOffs.length > 0
      ? [
          {
            label: t('details.tradeOffs'),
            value: <Lines lines={acceptedTradeOffs} />,
          },
        ]
      : []),
    ...(revisitTriggers.length > 0
      ? [
          {
            label: t('details.revisitTriggers'),
            value: <Lines lines={revisitTriggers} />,
          },
        ]
      : []),
    {
      label: t('details.stage'),
      value: titles.stage(recommendation.stage),
    },
    {
      label: t('details.completeness'),
      value: formatShare(answeredShare(advice)),
    },
    { label: t('details.platform'), value: titles.platform(platform) },
    { label: t('details.model'), value: modelVersion },
  ];
  return (
    <Section title={t('details.title')}>
      <DescriptionList items={items} />
    </Section>
  );
}

function Lines(props: { lines: string[] }) {
  return (
    <BulletList gap="1">
      {props.lines.map(line => (
        <li key={line}>{line}</li>
      ))}
    </BulletList>
  );
}
