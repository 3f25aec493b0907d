import { ReactRouterV6PageRouter } from '@backstage/frontend-adapter-react-router-v6';
import { Container } from '@backstage/ui';
import { ReactNode } from 'react';
import { pagesHaveRouters } from './olderReleases';

/** Provides the react-router 6 context that pages need in the new frontend system. */
export function InRouter(props: { children: ReactNode }) {
  return pagesHaveRouters ? (
    <ReactRouterV6PageRouter>{props.children}</ReactRouterV6PageRouter>
  ) : (
    <>{props.children}</>
  );
}

export function InPage(props: { children: ReactNode }) {
  return (
    <InRouter>
      <main>
        <Container py="4">{props.children}</Container>
      </main>
    </InRouter>
  );
}
