import { useRouteRef } from '@backstage/core-plugin-api';
import { waiversPageRouteRef } from '../routes';

/** Links to one waiver on the Paved Road page; undefined where the app does not have the page. */
export function useWaiverLink(): ((id: string) => string) | undefined {
  const waiversRoute = useRouteRef(waiversPageRouteRef);
  return (
    waiversRoute &&
    (id => `${waiversRoute()}?${new URLSearchParams({ waiver: id })}`)
  );
}
