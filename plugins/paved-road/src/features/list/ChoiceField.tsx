import { Select } from '@backstage/ui';
import { listTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/* Not a valid id, entity reference or path. */
const ANY = '*';

/** Filters above this number of values have a search. */
const MANY = 10;

export interface FilterOption<V extends string = string> {
  value: V;
  label: string;
}

/** A filter by one value, or by any. */
export function ChoiceField<V extends string>(props: {
  label: string;
  options: FilterOption<V>[];
  /** Also shown if the options lack it, as after a link to a removed value. */
  value: V | undefined;
  /** Label of a value that the options lack; the value itself by default. */
  unlistedLabel?: string;
  className?: string;
  onChange: (value: V | undefined) => void;
}) {
  const { label, options, value, className, onChange } = props;
  const t = useTexts(listTexts);
  const isListed =
    value === undefined || options.some(option => option.value === value);
  return (
    <Select
      className={className}
      label={label}
      options={[
        { value: ANY, label: t('list.any') },
        ...options,
        ...(isListed ? [] : [{ value, label: props.unlistedLabel ?? value }]),
      ]}
      search={options.length > MANY || undefined}
      value={value ?? ANY}
      onChange={chosen => onChange(chosen === ANY ? undefined : (chosen as V))}
    />
  );
}
