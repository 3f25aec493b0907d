import {
  Content,
  Header,
  Page,
  Progress,
  ProxiedSignInPage,
  ResponseErrorPanel,
} from '@backstage/core-components';
import { SignInPageProps } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { Person } from './people';
import { useIsKnown } from './useIsKnown';

/** Signs somebody in as soon as the portal can; until then it says what they wait for. */
export const PersonSignIn = (
  props: SignInPageProps & {
    person: Person;
    /** Title of the portal. */
    portal: string;
    onBack: () => void;
  },
) => {
  const { person, portal, onBack, onSignInSuccess } = props;
  const isKnown = useIsKnown(person.entityRef);
  const page = (content: ReactNode) => (
    <Page themeId="home">
      <Header title={portal} />
      <Content>
        {content}
        <Box mt={2}>
          <Button variant="outlined" onClick={onBack}>
            Back
          </Button>
        </Box>
      </Content>
    </Page>
  );

  if (isKnown) {
    return (
      <ProxiedSignInPage
        provider={person.provider}
        headers={{ 'x-demo-user': person.entityRef }}
        onSignInSuccess={onSignInSuccess}
        ErrorComponent={({ error }) =>
          page(
            error && (
              <ResponseErrorPanel
                title={`Could not sign in as ${person.title}`}
                error={error}
              />
            ),
          )
        }
      />
    );
  }
  return isKnown === undefined ? (
    <Progress />
  ) : (
    page(
      <div role="status">
        <Typography variant="h5" component="h2" gutterBottom>
          The portal is still reading its catalog
        </Typography>
        <Typography paragraph>
          You will be signed in as “{person.title}” without doing anything,
          usually some seconds after the start.
        </Typography>
        <Progress />
      </div>,
    )
  );
};
