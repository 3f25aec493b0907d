import { useFleetSummary } from '../../data/fleet/fleetData';
import { useOwnerTitle } from '../../data/entities/useEntityTitle';
import { ChoiceField } from '../list/ChoiceField';
import { fleetTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

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
  return (
    <ChoiceField
      label={t('services.filter.owner')}
      options={options}
      value={value}
      // A link can name an owner without services.
      unlistedLabel={title}
      onChange={onChange}
    />
  );
}
