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
import { useReadiness } from './useReadiness';

/** The reason for the delay. */
const waits = {
  starting: {
    title: 'The portal is still reading its catalog',
    explanation: 'That usually takes some seconds after the start.',
  },
  unreachable: {
    title: 'The back end cannot be reached',
    explanation: 'It is tried again every few seconds.',
  },
};

/** Signs a person in as soon as the portal is ready, and shows the reason for the delay until then. */
export const PersonSignIn = (
  props: SignInPageProps & {
    person: Person;
    /** Title of the portal. */
    portal: string;
    onBack: () => void;
  },
) => {
  const { person, portal, onBack, onSignInSuccess } = props;
  const readiness = useReadiness(person.entityRef);
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

  if (readiness === 'ready') {
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
  return readiness === undefined ? (
    <Progress />
  ) : (
    page(
      <div role="status">
        <Typography variant="h5" component="h2" gutterBottom>
          {waits[readiness].title}
        </Typography>
        <Typography paragraph>
          {waits[readiness].explanation} You will be signed in as “
          {person.title}” without doing anything.
        </Typography>
        <Progress />
      </div>,
    )
  );
};
