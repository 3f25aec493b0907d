import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import styles from './MoreButton.module.css';

/** Shows and hides the rest of a list. */
export function MoreButton(props: {
  isExpanded: boolean;
  /** What it says while the rest is hidden. */
  more: string;
  /** What it says while everything is shown. */
  fewer: string;
  onChange: (isExpanded: boolean) => void;
}) {
  const { isExpanded, more, fewer, onChange } = props;
  return (
    <div>
      <Button
        size="small"
        variant="tertiary"
        className={styles.button}
        aria-expanded={isExpanded}
        iconEnd={
          isExpanded ? (
            <RiArrowUpSLine aria-hidden />
          ) : (
            <RiArrowDownSLine aria-hidden />
          )
        }
        onPress={() => onChange(!isExpanded)}
      >
        {isExpanded ? fewer : more}
      </Button>
    </div>
  );
}
