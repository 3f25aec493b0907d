import { Assessment } from '@paved-road/plugin-paved-road-common';
import { answeredShare } from '@paved-road/plugin-paved-road-common/advisor';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { formatShare } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { useTitles } from '../../ui/model';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { TextList } from '../../ui/components/Layout';

/** Comments on the decision and the inputs of the result. */
export function DecisionDetails(props: { assessment: Assessment }) {
  const { advice, decision, ...assessment } = props.assessment;
  const { recommendation, platform, modelVersion } = advice;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  const { acceptedTradeOffs = [], revisitTriggers = [] } = decision ?? {};
  const comment =
    'review' in assessment ? assessment.review?.comment : undefined;
  return (
    <Section title={t('details.title')}>
      <DescriptionList
        items={{
          [t('details.comment')]: comment,
          [t('details.tradeOffs')]: acceptedTradeOffs.length > 0 && (
            <TextList gap="1" texts={acceptedTradeOffs} />
          ),
          [t('details.revisitTriggers')]: revisitTriggers.length > 0 && (
            <TextList gap="1" texts={revisitTriggers} />
          ),
          [t('details.stage')]: titles.stage(recommendation.stage),
          [t('details.completeness')]: formatShare(answeredShare(advice)),
          [t('details.platform')]: titles.platform(platform),
          [t('details.model')]: modelVersion,
        }}
      />
    </Section>
  );
}
