import { SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  IdentityApi,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import { DemoSignInPage } from './DemoSignInPage';
import { readPeople } from './people';

/**
 * Offers the people of the demo. Without them it is the platform's own page, whose guest the back
 * end refuses outside development; an installation puts its identity provider here.
 */
export const PortalSignInPage = (props: SignInPageProps) => {
  const people = readPeople(useApi(configApiRef));
  return people.length > 0 ? (
    <DemoSignInPage
      people={people}
      onSignInSuccess={(identityApi: IdentityApi) =>
        props.onSignInSuccess(identityApi)
      }
    />
  ) : (
    <SignInPage {...props} providers={['guest']} align="center" />
  );
};
