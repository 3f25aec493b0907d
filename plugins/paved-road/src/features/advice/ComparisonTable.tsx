import {
  Flex,
  Text,
  Tooltip,
  TooltipTrigger,
  VisuallyHidden,
} from '@backstage/ui';
import {
  Contribution,
  CriterionId,
} from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCloseLine,
  RiSubtractLine,
} from '@remixicon/react';
import { CSSProperties, useState } from 'react';
import {
  column,
  DataColumn,
  DataTable,
  numberColumn,
} from '../../ui/components/DataTable';
import { MoreButton } from '../../ui/components/MoreButton';
import { getToneColors, StatusChip } from '../../ui/components/StatusChip';
import { formatFit, formatNumber } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { MissedRequirement } from './RankingBars';
import styles from './advisor.module.css';
import { CriterionRow, heaviestRows } from './comparisonRows';
import { Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import { Ranked } from './ranked';

const shownAtFirst = 6;

/** A criterion, or the total. */
type TableRow = CriterionRow | 'fit';

/** Demand, weight and supplies by criterion, coloured by match. */
export function ComparisonTable<S extends Subject>(props: {
  label: string;
  /** In the order of the columns. */
  subjects: readonly S[];
  ranked: Ranked<S>[];
  rows: CriterionRow[];
  /** A measured value is more informative than the rating derived from it. */
  measured: (criterion: CriterionId, subject: S) => string | undefined;
  /** The recommended ones. */
  winners: readonly S[];
}) {
  const { label, subjects, ranked, rows, measured, winners } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const [showsAll, setShowsAll] = useState(false);
  const heaviest = heaviestRows(rows, shownAtFirst);
  const rest = rows.length - heaviest.length;

  const columns: DataColumn<TableRow>[] = [
    column('criterion', t('comparison.criterion'), row =>
      row === 'fit' ? t('comparison.fit') : titles.criterion(row.id),
    ),
    column(
      'demand',
      t('comparison.needs'),
      row => row !== 'fit' && <Need row={row} />,
    ),
    numberColumn(
      'weight',
      t('comparison.weight'),
      row => row !== 'fit' && formatNumber(row.weight),
    ),
    ...subjects.map(subject =>
      column(subject, titles.subject(subject), (row: TableRow) =>
        row === 'fit' ? (
          <Fit
            ranked={ranked.find(found => found.subject === subject)}
            isWinner={winners.includes(subject)}
          />
        ) : (
          <Supply
            contribution={row.contributions[subject]}
            isRequirement={row.isRequirement}
            measured={measured(row.id, subject)}
          />
        ),
      ),
    ),
  ];

  return (
    <Flex direction="column" gap="3">
      <DataTable<TableRow>
        isCompact
        label={label}
        columns={columns}
        rows={[...(showsAll ? rows : heaviest), 'fit']}
        getKey={row => (row === 'fit' ? 'fit' : `criterion ${row.id}`)}
      />
      {rest > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={t('comparison.more', { count: rest })}
          fewer={t('comparison.fewer')}
          onChange={setShowsAll}
        />
      )}
      <Text as="p" color="secondary" variant="body-small">
        {t('comparison.legend')}
      </Text>
    </Flex>
  );
}

function Need(props: { row: CriterionRow }) {
  const { isRequirement, contributions } = props.row;
  const t = useTexts(advisorTexts);
  const [{ demand, supply }] = Object.values(contributions);
  if (!isRequirement) {
    return <DemandDots demand={demand} />;
  }
  return supply === undefined ? (
    <DemandDots />
  ) : (
    <span style={{ whiteSpace: 'nowrap' }}>
      {t('comparison.teamHas', { supply: formatNumber(supply) })}
    </span>
  );
}

function Supply(props: {
  contribution?: Contribution;
  isRequirement: boolean;
  measured?: string;
}) {
  const { contribution, isRequirement, measured } = props;
  const t = useTexts(advisorTexts);
  return (
    contribution && (
      <SupplyCell
        contribution={contribution}
        value={
          isRequirement
            ? t('comparison.asks', {
                demand: formatNumber(contribution.demand ?? 0),
              })
            : measured
        }
      />
    )
  );
}

function Fit(props: { ranked?: Ranked<Subject>; isWinner: boolean }) {
  const { ranked, isWinner } = props;
  const t = useTexts(advisorTexts);
  return (
    ranked && (
      <Row>
        <Text weight={isWinner ? 'bold' : 'regular'}>
          {formatFit(ranked.fit)}
        </Text>
        {!ranked.eligible && (
          <StatusChip tone="warning">{t('comparison.excluded')}</StatusChip>
        )}
        {ranked.missesRequirement && <MissedRequirement />}
      </Row>
    )
  );
}

/** A demand of 1 to 5 as dots; a dash if unknown. */
function DemandDots(props: { demand?: number }) {
  const { demand } = props;
  const t = useTexts(advisorTexts);
  const filled = Math.round(demand ?? 0);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <span aria-hidden>
        {demand === undefined
          ? '–'
          : '●'.repeat(filled) + '○'.repeat(5 - filled)}
      </span>
      <VisuallyHidden>
        {demand === undefined
          ? t('comparison.demandUnknown')
          : t('comparison.demand', { demand: formatNumber(demand) })}
      </VisuallyHidden>
    </span>
  );
}

/** How well a supply meets its demand. */
type Match = 'meets' | 'slightly' | 'short' | 'unweighed';

const looks: Record<
  Match,
  { icon?: RemixiconComponentType; style: CSSProperties }
> = {
  meets: { icon: RiCheckLine, style: getToneColors('success') },
  slightly: { icon: RiSubtractLine, style: getToneColors('warning') },
  short: { icon: RiCloseLine, style: getToneColors('danger') },
  unweighed: {
    style: {
      background: 'var(--bui-bg-neutral-2)',
      color: 'var(--bui-fg-secondary)',
    },
  },
};

/** A shortfall of at most one step counts as slight. */
const slightShortfall = 0.25;

function classifyMatch({ weight, shortfall }: Contribution): Match {
  if (weight === 0) {
    return 'unweighed';
  }
  if (shortfall === 0) {
    return 'meets';
  }
  return shortfall <= slightShortfall ? 'slightly' : 'short';
}

/** A supply, coloured and marked by its shortfall. The tooltip shows the reason; screen readers find it in the cell. */
function SupplyCell(props: {
  contribution: Contribution;
  /** Replaces the rating, for example by the cost of the pattern. */
  value?: string;
}) {
  const { contribution, value } = props;
  const { supply, reason } = contribution;
  const t = useTexts(advisorTexts);
  const match = classifyMatch(contribution);
  const { icon: Icon, style } = looks[match];
  return (
    <TooltipTrigger delay={300}>
      <SmallButton
        variant="tertiary"
        className={styles.cell}
        style={style}
        iconStart={Icon && <Icon size={14} aria-hidden />}
      >
        {value ?? (supply === undefined ? '–' : formatNumber(supply))}
        <VisuallyHidden>
          {` ${t(`comparison.match.${match}`)}. ${reason}`}
        </VisuallyHidden>
      </SmallButton>
      <Tooltip>
        {t(`comparison.match.${match}`)}. {reason}
      </Tooltip>
    </TooltipTrigger>
  );
}
