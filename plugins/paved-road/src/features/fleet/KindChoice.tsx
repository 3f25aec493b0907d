import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { SummedKind } from '../../data/entities/kinds';
import { fleetTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Selects the kind that a page summarizes. */
export function KindChoice(
  props: SummedKind & {
    /** Called with undefined for the default. */
    onChange: (kind: string | undefined) => void;
  },
) {
  const { kind, kinds, onChange } = props;
  const t = useTexts(fleetTexts);
  return (
    kind !== undefined && (
      <ToggleButtonGroup
        aria-label={t('services.filter.kind')}
        // Scrolls, because four kinds do not fit next to each other on a phone.
        style={{ maxWidth: '100%', overflowX: 'auto' }}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[kind]}
        onSelectionChange={([selected]) =>
          onChange(selected === kinds[0] ? undefined : String(selected))
        }
      >
        {kinds.map(id => (
          <ToggleButton key={id} id={id} size="small">
            {id}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    )
  );
}
