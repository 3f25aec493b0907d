import { createApp } from '@backstage/frontend-defaults';
import { createModules } from './create';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';

export const app = createApp({
  features: [navigationModule, ...createModules, signInModule],
});
