import { Flex } from '@backstage/ui';
import { DecisionsTab } from '../decisions/DecisionsTab';
import { WaiversTab } from '../waivers/WaiversTab';

/** What waits for a second person, and what became of it. */
export function ReviewsTab() {
  return (
    <Flex direction="column" gap="6">
      <DecisionsTab />
      <WaiversTab />
    </Flex>
  );
}
