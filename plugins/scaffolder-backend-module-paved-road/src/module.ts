import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAssertEntityExistsAction } from './actions/createAssertEntityExistsAction';
import { createAttachAssessmentAction } from './actions/createAttachAssessmentAction';
import { createCheckCreationAction } from './actions/createCheckCreationAction';
import { createCheckGateAction } from './actions/createCheckGateAction';
import { createRegisterAction } from './actions/createRegisterAction';
import { createWriteDecisionRecordAction } from './actions/createWriteDecisionRecordAction';

/** Adds the Paved Road actions to the scaffolder. @public */
export const scaffolderModulePavedRoad = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'paved-road',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ scaffolder, auth, catalog, config, discovery }) {
        scaffolder.addActions(
          createAssertEntityExistsAction({ catalog }),
          createAttachAssessmentAction({ auth, catalog, discovery }),
          createCheckCreationAction({ auth, discovery }),
          createCheckGateAction({ auth, config, discovery }),
          createRegisterAction({ catalog }),
          createWriteDecisionRecordAction({ auth, discovery }),
        );
      },
    });
  },
});
