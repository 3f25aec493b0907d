import { createApp } from '@backstage/frontend-defaults';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';

export const app = createApp({
  features: [navigationModule, signInModule],
});
