import { NumberField, Select, TextAreaField, TextField } from '@backstage/ui';
import { useState } from 'react';
import { rulesTexts } from '../texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { CheckFields, isFilter } from './packText';
import styles from './preview.module.css';

const FILTER_EXAMPLE = '{ "spec.lifecycle": "production" }';

/** Form for one check of a pack, as an alternative to YAML. */
export function CheckForm(props: {
  fields: CheckFields;
  levels: { id: string; title: string }[];
  onChange: (change: Partial<CheckFields>) => void;
}) {
  const { fields, levels, onChange } = props;
  const t = useTexts(rulesTexts);
  // Invalid filters stay in the field only.
  const [filter, setFilter] = useState(fields.filter);
  return (
    <div className={styles.form}>
      <div className={styles.whole}>
        <TextField
          label={t('rules.editor.form.title')}
          value={fields.title}
          onChange={title => onChange({ title })}
        />
      </div>
      <Select
        label={t('rules.editor.form.level')}
        options={levels.map(({ id, title }) => ({ value: id, label: title }))}
        value={fields.level}
        onChange={level => onChange({ level: String(level) })}
      />
      <NumberField
        label={t('rules.editor.form.weight')}
        minValue={0}
        value={fields.weight}
        onChange={weight => {
          if (!Number.isNaN(weight)) {
            onChange({ weight });
          }
        }}
      />
      <div className={styles.whole}>
        <TextAreaField
          label={t('rules.editor.form.expression')}
          description={t('rules.editor.form.expressionHelp')}
          rows={3}
          value={fields.expression}
          onChange={expression => onChange({ expression })}
        />
      </div>
      <div className={styles.whole}>
        <TextField
          label={t('rules.editor.form.filter')}
          description={t('rules.editor.form.filterHelp', {
            example: FILTER_EXAMPLE,
          })}
          validationBehavior="aria"
          validate={() =>
            isFilter(filter) ? undefined : t('rules.editor.form.filterBroken')
          }
          value={filter}
          onChange={text => {
            setFilter(text);
            if (isFilter(text)) {
              onChange({ filter: text.trim() });
            }
          }}
        />
      </div>
    </div>
  );
}
