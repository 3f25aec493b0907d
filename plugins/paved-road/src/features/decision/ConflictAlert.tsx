import { ResponseError } from '@backstage/errors';
import { Notice } from '../../ui/components/Notice';
import { ReactNode } from 'react';
import { decisionTexts } from './texts';
import { SmallButton } from '../../ui/components/SmallButton';
import { useTexts } from '../../ui/texts/useTexts';

/** Whether someone else has changed the assessment since it was loaded. */
export function isConflict(error: Error): error is ResponseError {
  return (
    error instanceof ResponseError &&
    (error.statusCode === 412 || error.statusCode === 409)
  );
}

/** Reports a conflicting edit and offers a way out. */
export function ConflictAlert(props: {
  error: ResponseError;
  /** Explains how the person's own changes are kept. */
  remedy: string;
  onReload: () => void;
  /** In addition to loading the newest version. */
  otherActions?: ReactNode;
}) {
  const { error, remedy, onReload, otherActions } = props;
  const t = useTexts(decisionTexts);
  return (
    <Notice
      role="alert"
      title={t('conflict.title')}
      description={`${error.cause.message}. ${remedy}`}
      customActions={
        <>
          {otherActions}
          <SmallButton onPress={onReload}>{t('conflict.reload')}</SmallButton>
        </>
      }
    />
  );
}
