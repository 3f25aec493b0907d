import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scorecardHistoryExtensionPoint } from '@paved-road/plugin-paved-road-node';
import { readFleet } from '../fleet/readFleet';
import { varyHistory } from '../fleet/variations';
import { readScript } from '../readScript';
import { createExampleHistory } from './createExampleHistory';
import { parseHistory } from './script';

/** Adds levels from before the first start to the example services and the generated ones. */
export const demoHistoryModule = createBackendModule({
  pluginId: 'paved-road',
  moduleId: 'demo-history',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        history: scorecardHistoryExtensionPoint,
      },
      async init({ config, history }) {
        const example = await readScript(config, 'history', parseHistory);
        const { services, examples } = await readFleet(config);
        history.addHistory(
          createExampleHistory([
            ...example,
            ...varyHistory(services, examples, example),
          ]),
        );
      },
    });
  },
});
