import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Adds LLM_API_KEY from the secret that LLM_API_KEY_SECRET names, so that the key is in no setting of the function. Nobody
 * needs it without LLM_URL.
 */
export async function withApiKey(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (!env.LLM_URL || !env.LLM_API_KEY_SECRET) {
    return env;
  }
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: env.LLM_API_KEY_SECRET }),
    { abortSignal: AbortSignal.timeout(5000) },
  );
  return { ...env, LLM_API_KEY: SecretString };
}
