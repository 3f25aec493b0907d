import { Button } from '@backstage/ui';

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
        aria-expanded={isExpanded}
        onPress={() => onChange(!isExpanded)}
      >
        {isExpanded ? fewer : more}
      </Button>
    </div>
  );
}
