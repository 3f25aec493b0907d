import { Text } from '@backstage/ui';
import {
  LanguageModelAdvice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { formatList } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';

/** Why a quantity is not known: answers are missing, or the option is ruled out. */
type Unestimated =
  { status: 'unknown'; missing: string[] } | { status: 'impossible' };

const isKnown = <Known extends { status: 'estimated' }>(
  estimate: Known | Unestimated | undefined,
): estimate is Known => estimate?.status === 'estimated';

/** Estimates by pattern or placement; the missing answers instead of a table while none is known. */
export function EstimateTable<
  Option extends Pattern | Placement,
  Known extends { status: 'estimated' },
>(props: {
  label: string;
  /** Label of the first column. */
  optionLabel: string;
  options: readonly Option[];
  /** An option without an estimate has no row. */
  estimates: Partial<Record<Option, Known | Unestimated>>;
  /** Shown below the title of an option. */
  details?: (estimate: Known) => ReactNode;
  /** Without details, the last column shows why an estimate is missing. */
  columns: (Omit<DataColumn<Option>, 'cell'> & {
    cell: (estimate: Known, option: Option) => ReactNode;
  })[];
  isStackable?: boolean | 'narrow';
  /** What to relax where no placement is eligible, so that nothing can be estimated. */
  relax?: LanguageModelAdvice['relax'];
}) {
  const { label, estimates, details, columns, relax } = props;
  const titles = useTitles();
  const shown = props.options.filter(option => estimates[option]);
  const missing = shown.map(option => {
    const estimate = estimates[option];
    return estimate?.status === 'unknown' ? estimate.missing : undefined;
  });
  if (!missing.includes(undefined)) {
    return (
      <div>
        <Text as="p" weight="bold">
          {label}
        </Text>
        <MissingAnswers
          fields={
            relax?.map(({ field }) => field) ??
            missing.flatMap(fields => fields ?? [])
          }
          areAnswered={relax !== undefined}
        />
      </div>
    );
  }
  const show = (
    option: Option,
    cell: (estimate: Known, option: Option) => ReactNode,
    explainsMissing: boolean,
  ) => {
    const estimate: Known | Unestimated | undefined = estimates[option];
    if (isKnown(estimate)) {
      return cell(estimate, option);
    }
    return estimate && explainsMissing ? <Reason estimate={estimate} /> : '–';
  };
  return (
    <DataTable<Option>
      isCompact
      isStackable={props.isStackable}
      label={label}
      columns={[
        column('option', props.optionLabel, option =>
          details ? (
            <div className={styles.pattern}>
              {titles.subject(option)}
              {show(option, details, true)}
            </div>
          ) : (
            titles.subject(option)
          ),
        ),
        ...columns.map(({ cell, ...rest }, index) => ({
          ...rest,
          cell: (option: Option) =>
            show(option, cell, !details && index === columns.length - 1),
        })),
      ]}
      rows={shown}
      getKey={option => option}
    />
  );
}

function Reason(props: { estimate: Unestimated }) {
  const { estimate } = props;
  const t = useTexts(advisorTexts);
  return estimate.status === 'unknown' ? (
    <MissingAnswers fields={estimate.missing} />
  ) : (
    <Text color="secondary" variant="body-small">
      {t('placement.cost.impossible')}
    </Text>
  );
}

/** Lists the answers that an estimate still needs, or whose change would allow one. */
function MissingAnswers(props: { fields: string[]; areAnswered?: boolean }) {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <Text color="secondary" variant="body-small">
      {t(props.areAnswered ? 'quantities.toChange' : 'quantities.missing', {
        questions: formatList(
          [...new Set(props.fields)].map(field =>
            t('quantities.quoted', { question: titles.field(field) }),
          ),
        ),
      })}
    </Text>
  );
}
