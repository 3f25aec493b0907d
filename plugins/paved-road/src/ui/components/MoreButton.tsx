import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { SmallButton } from './SmallButton';
import styles from './MoreButton.module.css';

/** Shows and hides the rest of a list. */
export function MoreButton(props: {
  isExpanded: boolean;
  /** Label while collapsed. */
  more: string;
  /** Label while expanded. */
  fewer: string;
  onChange: (isExpanded: boolean) => void;
}) {
  const { isExpanded, more, fewer, onChange } = props;
  return (
    <div>
      <SmallButton
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
      </SmallButton>
    </div>
  );
}
