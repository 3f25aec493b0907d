import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ResponseError, toError } from '@backstage/errors';
import { z } from 'zod';

const TIMEOUT_MILLISECONDS = 5_000;
/* Actions only change when a back end starts. */
const KEPT_MILLISECONDS = 60_000;

const actionsSchema = z.array(z.object({ id: z.string() }));

/** The actions that templates of this portal can use. */
export class ScaffolderActions {
  #kept: { ids: Promise<ReadonlySet<string>>; until: number } | undefined;

  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
      logger: LoggerService;
    },
  ) {}

  /** @returns undefined while the scaffolder does not answer */
  async ids(): Promise<ReadonlySet<string> | undefined> {
    if (!this.#kept || this.#kept.until < Date.now()) {
      this.#kept = { ids: this.#read(), until: Date.now() + KEPT_MILLISECONDS };
    }
    try {
      return await this.#kept.ids;
    } catch (error) {
      this.#kept = undefined;
      this.options.logger.debug(
        `Could not list the actions of the scaffolder: ${toError(error).message}`,
      );
      return undefined;
    }
  }

  async #read(): Promise<ReadonlySet<string>> {
    const { token } = await this.options.auth.getPluginRequestToken({
      onBehalfOf: await this.options.auth.getOwnServiceCredentials(),
      targetPluginId: 'scaffolder',
    });
    const baseUrl = await this.options.discovery.getBaseUrl('scaffolder');
    const response = await fetch(`${baseUrl}/v2/actions`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const actions = actionsSchema.parse(await response.json());
    return new Set(actions.map(({ id }) => id));
  }
}
