import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Advisor } from '../advisor/types';
import { GateService } from '../gate/GateService';
import { RulesSource } from '../rules/types';
import { ScorecardService } from '../scorecards';
import { createDryRunEntityAction } from './createDryRunEntityAction';
import { createExplainCheckAction } from './createExplainCheckAction';
import { createGetAdviceAction } from './createGetAdviceAction';
import { createGetScorecardAction } from './createGetScorecardAction';
import { createListNextStepsAction } from './createListNextStepsAction';
import { createListServicesAction } from './createListServicesAction';

/**
 * Offers what the service knows to those who act for a user, such as clients of the Model Context Protocol. Each
 * action sees what its caller may see.
 */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  scorecards: ScorecardService;
  rules: RulesSource;
  gate: GateService;
  advisor: Advisor;
}): void {
  createGetScorecardAction(options);
  createListNextStepsAction(options);
  createExplainCheckAction(options);
  createDryRunEntityAction({
    ...options,
    model: options.advisor.describeModel(),
  });
  createGetAdviceAction(options);
  createListServicesAction(options);
}
