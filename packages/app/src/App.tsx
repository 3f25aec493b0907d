import { createApp } from '@backstage/frontend-defaults';
import { createModules } from './create/createModules';
import { navigationModule } from './navigation/navigationModule';
import { signInModule } from './signIn/signInModule';

export const app = createApp({
  features: [navigationModule, ...createModules, signInModule],
});
