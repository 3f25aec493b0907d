import { Radio, RadioGroup } from '@backstage/ui';
import { PlatformId } from '@paved-road/plugin-paved-road-common';
import { platformIdSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { useModel, useTitles } from '../../ui/model';
import { formTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

const organisationDefault = 'default';

/** Selects the platform of the serverless pattern, which determines limits and prices. */
export function PlatformField(props: {
  platform?: PlatformId;
  onChange: (platform: PlatformId | undefined) => void;
}) {
  const { platform, onChange } = props;
  const t = useTexts(formTexts);
  const { platforms, defaultPlatform } = useModel();
  const titles = useTitles();
  return (
    <RadioGroup
      label={t('form.platform')}
      description={t('form.platformHelp')}
      value={platform ?? organisationDefault}
      onChange={value =>
        onChange(
          value === organisationDefault
            ? undefined
            : platformIdSchema.parse(value),
        )
      }
    >
      <Radio value={organisationDefault}>
        {t('form.platformDefault', {
          platform: titles.platform(defaultPlatform),
        })}
      </Radio>
      {platforms.map(({ id, title }) => (
        <Radio key={id} value={id}>
          {title}
        </Radio>
      ))}
    </RadioGroup>
  );
}
