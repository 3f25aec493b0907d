import {
  Content,
  ContentHeader,
  Header,
  InfoCard,
  Page,
} from '@backstage/core-components';
import {
  configApiRef,
  IdentityApi,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { Person } from './people';
import { PersonSignIn } from './PersonSignIn';

const storageKey = 'paved-road-demo/signed-in-as';

/** Kept during reloads, removed at sign-out. */
function forgetting(identityApi: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identityApi.getProfileInfo(),
    getBackstageIdentity: () => identityApi.getBackstageIdentity(),
    getCredentials: () => identityApi.getCredentials(),
    signOut: async () => {
      localStorage.removeItem(storageKey);
      await identityApi.signOut();
    },
  };
}

export const DemoSignInPage = ({
  people,
  onSignInSuccess,
}: SignInPageProps & { people: Person[] }) => {
  const title = useApi(configApiRef).getString('app.title');
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageKey));
  const person = people.find(({ entityRef }) => entityRef === chosen);

  if (person) {
    return (
      <PersonSignIn
        person={person}
        portal={title}
        onSignInSuccess={identityApi =>
          onSignInSuccess(forgetting(identityApi))
        }
        onBack={() => {
          localStorage.removeItem(storageKey);
          setChosen(null);
        }}
      />
    );
  }
  return (
    <Page themeId="home">
      <Header title={title} />
      <Content>
        <ContentHeader title="Who are you today?" />
        <Grid container spacing={2} component="ul" style={{ padding: 0 }}>
          {people.map(({ entityRef, title: name, message }) => (
            <Grid
              key={entityRef}
              item
              xs={12}
              sm={6}
              md={4}
              component="li"
              style={{ listStyle: 'none' }}
            >
              <InfoCard
                variant="fullHeight"
                title={name}
                actions={
                  <Button
                    color="primary"
                    variant="outlined"
                    aria-label={`Enter as ${name}`}
                    onClick={() => {
                      localStorage.setItem(storageKey, entityRef);
                      setChosen(entityRef);
                    }}
                  >
                    Enter
                  </Button>
                }
              >
                <Typography variant="body1">{message}</Typography>
              </InfoCard>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
};
