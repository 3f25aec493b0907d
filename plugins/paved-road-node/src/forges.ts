import { Config } from '@backstage/config';
import {
  GiteaIntegrationConfig,
  GithubIntegrationConfig,
  GitLabIntegrationConfig,
  ScmIntegrations,
} from '@backstage/integration';

/** Integrations with credentials, by forge. @public */
export interface ForgeIntegrations {
  github: GithubIntegrationConfig[];
  gitlab: GitLabIntegrationConfig[];
  gitea: GiteaIntegrationConfig[];
}

/**
 * Lists the hosts that the portal can publish to. An integration without credentials can only read public repositories.
 *
 * @public
 */
export function readForgeIntegrations(config: Config): ForgeIntegrations {
  const { github, gitlab, gitea } = ScmIntegrations.fromConfig(config);
  return {
    github: github
      .list()
      .map(integration => integration.config)
      .filter(({ token, apps = [] }) => token || apps.length > 0),
    gitlab: gitlab
      .list()
      .map(integration => integration.config)
      .filter(({ token }) => token),
    gitea: gitea
      .list()
      .map(integration => integration.config)
      .filter(({ password }) => password),
  };
}
