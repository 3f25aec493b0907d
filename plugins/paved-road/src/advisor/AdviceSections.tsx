import {
  Advice,
  AdviceRequestInput,
  Pattern,
} from '@paved-road/plugin-paved-road-common';
import { memo } from 'react';
import styles from './AdviceSections.module.css';
import { ComparisonSection } from './comparison/ComparisonSection';
import { FlipsSection } from './flips/FlipsSection';
import { CostAndLatencySection } from './quantities/CostAndLatencySection';
import { RisksSection } from './risks/RisksSection';
import { RoadmapSection } from './roadmap/RoadmapSection';
import { announcementOf } from './verdict/announcementOf';
import { WhySection } from './why/WhySection';

/**
 * All that explains an advice, side by side where there is room. It waits for another advice: drawing
 * the charts anew with every key would hold up who types.
 */
export const AdviceSections = memo(function Sections(props: {
  advice: Advice;
  /** The answers that the advice was given for. */
  profile: AdviceRequestInput['profile'];
  /** What was decided, which may not be what is recommended. */
  decided?: Pattern;
  /** Opens what the advice rests on for a change. */
  onChange?: (part: 'weights' | 'assumptions') => void;
}) {
  const { advice, profile, decided, onChange } = props;
  const isAnnounced = announcementOf(advice).kind !== 'none';
  return (
    <div className={styles.container}>
      <div className={styles.sections}>
        <WhySection advice={advice} decided={decided} />
        {isAnnounced && <FlipsSection advice={advice} />}
        <ComparisonSection
          advice={advice}
          onChangeWeights={onChange && (() => onChange('weights'))}
        />
        <div className={styles.tall}>
          <CostAndLatencySection
            advice={advice}
            volume={profile.workload?.requestsPerMonth ?? undefined}
            onChangeAssumptions={onChange && (() => onChange('assumptions'))}
          />
        </div>
        <RisksSection risks={advice.risks} isAnnounced={isAnnounced} />
        {(isAnnounced || decided) && (
          <div className={styles.wide}>
            <RoadmapSection roadmap={advice.roadmap} />
          </div>
        )}
      </div>
    </div>
  );
});
