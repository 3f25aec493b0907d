import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Tooltip, TooltipTrigger, VisuallyHidden } from '@backstage/ui';
import { Contribution } from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseLine,
  RiSubtractLine,
} from '@remixicon/react';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './SupplyCell.module.css';

/** How well a supply meets its demand. */
type Match = 'meets' | 'slightly' | 'short' | 'unweighed';

const icons: Record<Match, RemixiconComponentType | undefined> = {
  meets: RiCheckLine,
  slightly: RiSubtractLine,
  short: RiCloseLine,
  unweighed: undefined,
};

/** A shortfall up to one of the five steps is a slight one. */
const slightShortfall = 0.25;

function matchOf({ weight, shortfall }: Contribution): Match {
  if (weight === 0) {
    return 'unweighed';
  }
  if (shortfall === 0) {
    return 'meets';
  }
  return shortfall <= slightShortfall ? 'slightly' : 'short';
}

/**
 * What a pattern supplies, coloured and marked by how far it falls short. The reason is in the
 * tooltip, and for screen readers in the cell.
 */
export function SupplyCell(props: {
  contribution: Contribution;
  /** In place of the bare rating, such as the cost of the pattern. */
  value?: string;
}) {
  const { contribution, value } = props;
  const { supply, reason } = contribution;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const match = matchOf(contribution);
  const Icon = icons[match];
  return (
    <TooltipTrigger delay={300}>
      <Button
        size="small"
        variant="tertiary"
        className={`${styles.cell} ${styles[match]}`}
        iconStart={Icon && <Icon size={14} aria-hidden />}
      >
        {value ?? (supply === undefined ? '–' : formatNumber(supply))}
        <VisuallyHidden>
          {` ${t(`comparison.match.${match}`)}. ${reason}`}
        </VisuallyHidden>
      </Button>
      <Tooltip>
        {t(`comparison.match.${match}`)}. {reason}
      </Tooltip>
    </TooltipTrigger>
  );
}
