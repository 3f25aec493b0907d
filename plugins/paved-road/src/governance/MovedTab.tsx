import { useRouteRef } from '@backstage/core-plugin-api';
import { Navigate, useLocation } from 'react-router-dom';
import { rootRouteRef } from '../routes';

/** Leads an old address to the tab that took its place. */
export function MovedTab(props: { to: string }) {
  const root = useRouteRef(rootRouteRef)();
  const { search, hash } = useLocation();
  return <Navigate to={`${root}/${props.to}${search}${hash}`} replace />;
}
