import { Text } from '@backstage/ui';
import {
  CostEstimate,
  LatencyEstimate,
  Pattern,
} from '@paved-road/plugin-paved-road-common';
import { MissingAnswers } from './MissingAnswers';

/** In place of a table in which nothing is known: what all of it waits for. */
export function MissingEstimates(props: {
  title: string;
  perPattern: Partial<Record<Pattern, CostEstimate | LatencyEstimate>>;
}) {
  const { title, perPattern } = props;
  const missing = Object.values(perPattern).flatMap(estimate =>
    estimate.status === 'unknown' ? estimate.missing : [],
  );
  return (
    <div>
      <Text as="p" weight="bold">
        {title}
      </Text>
      <MissingAnswers fields={[...new Set(missing)]} />
    </div>
  );
}
