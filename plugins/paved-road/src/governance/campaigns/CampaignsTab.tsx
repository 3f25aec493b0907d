import { Flex, Text } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { useFocusOnChange } from '../../assessment/form/useFocusOnChange';
import { useFleetSummary } from '../useFleetSummary';
import { useLevels } from '../../levels';
import { CampaignList } from './CampaignList';
import styles from './CampaignsTab.module.css';
import { CampaignView } from './CampaignView';
import { useCampaignsQuery } from './useCampaignsQuery';

/** The goals for parts of the fleet, and where one of them is opened, how far it is and what is left to do. */
export function CampaignsTab() {
  const { query, update } = useCampaignsQuery();
  const levelOf = useLevels(useFleetSummary('level').value);
  const [outcome, setOutcome] = useState<{ campaign: string; text: string }>();
  const outcomeRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was pressed may be gone.
    if (outcome) {
      outcomeRef.current?.focus();
    }
  }, [outcome]);
  // What was pressed is gone with the list or the campaign that it was part of.
  const view = useFocusOnChange<HTMLDivElement>(query.campaign ?? '');
  const { campaign } = query;
  return (
    <Flex direction="column" gap="4">
      <div
        ref={outcomeRef}
        role="status"
        tabIndex={-1}
        className={styles.outcome}
      >
        {outcome && outcome.campaign === campaign && (
          <Text as="p">{outcome.text}</Text>
        )}
      </div>
      <div ref={view} tabIndex={-1} className={styles.view}>
        {campaign === undefined ? (
          <CampaignList
            levelTitle={level => levelOf(level).title}
            onCreated={({ id }, text) => {
              update({ campaign: id });
              setOutcome({ campaign: id, text });
            }}
          />
        ) : (
          <CampaignView
            key={campaign}
            id={campaign}
            levelOf={levelOf}
            onOutcome={text => setOutcome({ campaign, text })}
          />
        )}
      </div>
    </Flex>
  );
}
