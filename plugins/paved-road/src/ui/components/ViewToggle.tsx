import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useTexts } from '../texts/useTexts';
import { componentsTexts } from './texts';

/** Chooses one of several views of a page, each with the number of its items, if known and not zero. */
export function ViewToggle<Id extends string>(props: {
  label: string;
  views: { id: Id; label: string; count?: string }[];
  selected: Id;
  onSelect: (id: Id) => void;
  size?: 'small';
}) {
  const { label, views, selected, onSelect, size } = props;
  const t = useTexts(componentsTexts);
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      style={{ flexWrap: 'wrap' }}
      selectedKeys={[selected]}
      onSelectionChange={keys => {
        const next = views.find(({ id }) => keys.has(id));
        if (next) {
          onSelect(next.id);
        }
      }}
    >
      {views.map(({ id, label: view, count }) => (
        <ToggleButton key={id} id={id} size={size}>
          {count ? t('views.counted', { view, number: count }) : view}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
