import { NotFoundError, ResponseError } from '@backstage/errors';
import { Notice } from './Notice';
import { componentsTexts } from './texts';
import { SmallButton } from './SmallButton';
import { useTexts } from '../texts/useTexts';

/** Shows an error with a retry button; nothing without an error. */
export function ErrorAlert(props: {
  error: Error | undefined;
  title?: string;
  onRetry?: () => void;
}) {
  const { error, onRetry } = props;
  const t = useTexts(componentsTexts);
  if (!error) {
    return null;
  }
  const forbidden = error instanceof ResponseError && error.statusCode === 403;
  return (
    <Notice
      role="alert"
      status={forbidden ? 'warning' : 'danger'}
      title={
        forbidden
          ? t('error.forbiddenTitle')
          : (props.title ?? t('error.title'))
      }
      description={forbidden ? t('error.forbidden') : getErrorMessage(error)}
      customActions={
        onRetry &&
        !forbidden && (
          <SmallButton onPress={onRetry}>{t('error.retry')}</SmallButton>
        )
      }
    />
  );
}

/** Whether the resource does not exist. */
export function isNotFound(error: Error | undefined): boolean {
  return error instanceof ResponseError
    ? error.statusCode === 404
    : error instanceof NotFoundError;
}

/** The message of a ResponseError is its HTTP status; its cause has the service's message. */
export function getErrorMessage(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}
