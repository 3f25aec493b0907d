import { useRouteRef } from '@backstage/core-plugin-api';
import {
  Button,
  ButtonIcon,
  Flex,
  Link,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
  Text,
  TextField,
} from '@backstage/ui';
import { RiBookmarkLine, RiDeleteBinLine } from '@remixicon/react';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useAction } from '../data/queries/useAction';
import { rootRouteRef } from '../data/routes';
import { SavedView, useSavedViews } from '../data/views/useSavedViews';
import { Dialog } from '../ui/components/Dialog';
import { useTexts } from '../ui/texts/useTexts';
import { governanceTexts } from './texts';

/** Saves the filters of a list under a name, and opens them again. */
export function SavedViews() {
  const t = useTexts(governanceTexts);
  const root = useRouteRef(rootRouteRef)();
  const { views } = useSavedViews();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          variant="secondary"
          icon={<RiBookmarkLine aria-hidden />}
          aria-label={t('views.title')}
        />
        <Menu>
          {views.map(view => (
            <MenuItem key={view.name} href={formatLink(root, view)}>
              {view.name}
            </MenuItem>
          ))}
          {views.length > 0 && <MenuSeparator />}
          <MenuItem onAction={() => setOpen(true)}>{t('views.edit')}</MenuItem>
        </Menu>
      </MenuTrigger>
      {isOpen && <EditViews root={root} onClose={() => setOpen(false)} />}
    </>
  );
}

function formatLink(root: string, { path, search }: SavedView): string {
  return `${root}/${path}${search}`;
}

function EditViews(props: { root: string; onClose: () => void }) {
  const { root, onClose } = props;
  const t = useTexts(governanceTexts);
  const { pathname, search } = useLocation();
  const { views, isLoaded, save, remove } = useSavedViews();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const saving = useAction(async () => {
    const path = pathname.slice(pathname.indexOf(root) + root.length + 1);
    await save({ name: trimmed, path, search });
    setName('');
  });
  const removing = useAction(remove);
  const error = saving.error ?? removing.error;
  return (
    <Dialog
      title={t('views.title')}
      actions={
        <Button
          isDisabled={!isLoaded || trimmed === ''}
          isPending={saving.isPending}
          onPress={() => saving.run()}
        >
          {t('views.save')}
        </Button>
      }
      close={null}
      error={error}
      failed={t('views.failed')}
      onClose={onClose}
    >
      <TextField
        label={t('views.name')}
        description={t('views.explanation')}
        value={name}
        maxLength={60}
        onChange={setName}
      />
      {views.map(view => (
        <Flex key={view.name} align="center" justify="between" gap="2">
          <Link href={formatLink(root, view)}>{view.name}</Link>
          <ButtonIcon
            size="small"
            variant="secondary"
            icon={<RiDeleteBinLine aria-hidden />}
            aria-label={t('views.remove', { name: view.name })}
            onPress={() => removing.run(view.name)}
          />
        </Flex>
      ))}
      {isLoaded && views.length === 0 && (
        <Text as="p" color="secondary">
          {t('views.none')}
        </Text>
      )}
    </Dialog>
  );
}
