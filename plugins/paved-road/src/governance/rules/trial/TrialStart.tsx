import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../../translation';
import { newPackText } from './newPackText';
import { OpenFile } from './OpenFile';
import styles from './RulePackTrial.module.css';

/** The ways to begin with a rule pack. */
export function TrialStart(props: {
  rules: ActiveRules;
  isLoading: boolean;
  onEdit: (packName: string) => void;
  onText: (text: string) => void;
}) {
  const { rules, isLoading, onEdit, onText } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('rules.trial.explanation')}</Text>
      <div className={styles.actions}>
        {rules.items.map(({ metadata }) => (
          <Button
            key={metadata.name}
            isPending={isLoading}
            onPress={() => onEdit(metadata.name)}
          >
            {t('rules.trial.editPack', { pack: metadata.title })}
          </Button>
        ))}
        <Button variant="secondary" onPress={() => onText(newPackText(rules))}>
          {t('rules.trial.new')}
        </Button>
        <OpenFile onText={onText} />
      </div>
    </Flex>
  );
}
