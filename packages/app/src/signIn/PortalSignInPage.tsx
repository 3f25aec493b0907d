import {
  Content,
  EmptyState,
  Header,
  Page,
  SignInPage,
} from '@backstage/core-components';
import {
  configApiRef,
  IdentityApi,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import { DemoSignInPage } from './DemoSignInPage';
import { readPeople } from './people';
import { readProvider } from './providers';

/** Shows the people of the demo or the configured identity provider. */
export const PortalSignInPage = (props: SignInPageProps) => {
  const config = useApi(configApiRef);
  const people = readPeople(config);
  const provider = readProvider(config);
  if (people.length > 0) {
    return (
      <DemoSignInPage
        people={people}
        onSignInSuccess={(identityApi: IdentityApi) =>
          props.onSignInSuccess(identityApi)
        }
      />
    );
  }
  if (provider) {
    return <SignInPage {...props} provider={provider} />;
  }
  return (
    <Page themeId="home">
      <Header title={config.getString('app.title')} />
      <Content>
        <EmptyState
          missing="info"
          title="Nobody can sign in"
          description="Set portal.signIn in the config."
        />
      </Content>
    </Page>
  );
};
