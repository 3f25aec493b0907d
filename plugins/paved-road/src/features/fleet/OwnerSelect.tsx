import { Select } from '@backstage/ui';
import { useFleetSummary } from '../../data/fleet/fleetData';
import { useOwnerTitle } from '../../data/entities/useEntityTitle';
import { fleetTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/* Not a valid entity reference. */
const ANY = '*';

/** Filters a list by owner. */
export function OwnerSelect(props: {
  /** Entity reference. */
  value?: string;
  onChange: (owner: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const t = useTexts(fleetTexts);
  const byOwner = useFleetSummary('owner').value;
  const title = useOwnerTitle(value);
  const options = (byOwner?.groups ?? [])
    .filter(({ key }) => key !== 'none')
    .map(group => ({ value: group.key, label: group.title }));
  const isBeyond =
    value !== undefined && !options.some(option => option.value === value);
  return (
    <Select
      label={t('services.filter.owner')}
      options={[
        { value: ANY, label: t('services.any') },
        ...options,
        // A link can name an owner without services.
        ...(isBeyond ? [{ value, label: title ?? value }] : []),
      ]}
      search={options.length > 10 || undefined}
      value={value ?? ANY}
      onChange={owner => onChange(owner === ANY ? undefined : String(owner))}
    />
  );
}
