import { createApp } from '@backstage/frontend-defaults';
import { questionTitlesModule, templateCardModule } from './create';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';

export const app = createApp({
  features: [
    navigationModule,
    questionTitlesModule,
    signInModule,
    templateCardModule,
  ],
});
