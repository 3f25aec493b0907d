import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger, Text } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { useState } from 'react';
import { useData } from '../../data/queries/useData';
import { AsyncView } from '../../ui/components/AsyncView';
import { CodeBlock } from '../../ui/components/Code';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { useTexts } from '../../ui/texts/useTexts';
import { CopyDialog } from '../../features/copy/CopyDialog';
import { scorecardTexts } from './texts';

/** Menu with the badge, if the portal has badges. */
export function BadgeMenu(props: { entityRef: string }) {
  const t = useTexts(scorecardTexts);
  const config = useApi(configApiRef);
  const [isOpen, setOpen] = useState(false);
  if (!config.getOptionalBoolean('pavedRoad.badges.enabled')) {
    return null;
  }
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          size="small"
          variant="secondary"
          icon={<RiMore2Line aria-hidden />}
          aria-label={t('scorecard.more')}
        />
        <Menu>
          <MenuItem onAction={() => setOpen(true)}>
            {t('scorecard.badge.add')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {isOpen && (
        <BadgeDialog
          entityRef={props.entityRef}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Shows the badge of an entity with the Markdown for its README. */
function BadgeDialog(props: { entityRef: string; onClose: () => void }) {
  const { entityRef, onClose } = props;
  const t = useTexts(scorecardTexts);
  const badge = useData(['badge', entityRef], api => api.getBadge(entityRef));
  return (
    <CopyDialog
      title={t('scorecard.badge.title')}
      text={badge.value?.markdown}
      copyLabel={t('scorecard.badge.copy')}
      onClose={onClose}
    >
      <Text as="p">{t('scorecard.badge.explanation')}</Text>
      <AsyncView state={badge}>
        {({ url, markdown }) => (
          <DescriptionList
            isStacked
            items={{
              [t('scorecard.badge.preview')]: (
                <img src={url} alt={t('scorecard.badge.alt')} />
              ),
              [t('scorecard.badge.markdown')]: (
                <CodeBlock>{markdown}</CodeBlock>
              ),
            }}
          />
        )}
      </AsyncView>
    </CopyDialog>
  );
}
