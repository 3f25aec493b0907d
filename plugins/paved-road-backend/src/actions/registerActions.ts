import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Advisor } from '../advisor/Advisor';
import { GateService } from '../gate/GateService';
import { assertShallow } from '../http/createRoutes';
import { RulesSource } from '../rules/types';
import { ScorecardService } from '../scorecards/ScorecardService';
import { createDryRunEntityAction } from './createDryRunEntityAction';
import { createExplainCheckAction } from './createExplainCheckAction';
import { createGetAdviceAction } from './createGetAdviceAction';
import { createGetScorecardAction } from './createGetScorecardAction';
import { createListNextStepsAction } from './createListNextStepsAction';
import { createListServicesAction } from './createListServicesAction';

/** Registers actions for clients that act for a user, such as MCP clients. Actions use the caller's permissions. */
export function registerActions(
  registry: ActionsRegistryService,
  services: {
    scorecards: ScorecardService;
    rules: RulesSource;
    gate: GateService;
    advisor: Advisor;
  },
): void {
  const { scorecards, rules, gate, advisor } = services;
  const actionsRegistry = refuseDeepInput(registry);
  const model = advisor.describeModel();
  createGetScorecardAction({ actionsRegistry, scorecards });
  createListNextStepsAction({ actionsRegistry, scorecards });
  createExplainCheckAction({ actionsRegistry, scorecards, rules });
  createDryRunEntityAction({ actionsRegistry, gate, rules, model });
  createGetAdviceAction({ actionsRegistry, advisor });
  createListServicesAction({ actionsRegistry, scorecards });
}

function refuseDeepInput(
  registry: ActionsRegistryService,
): ActionsRegistryService {
  return {
    register(options) {
      registry.register({
        ...options,
        async action(context) {
          assertShallow(context.input, 'input');
          return await options.action(context);
        },
      });
    },
  };
}
