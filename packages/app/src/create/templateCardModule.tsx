import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { TemplateCard } from '@backstage/plugin-scaffolder-react/alpha';

/** Templates on the Create page show a picture of the pattern that they build. */
export const templateCardModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SwappableComponentBlueprint.make({
      name: 'template-card',
      params: define =>
        define({
          component: TemplateCard,
          loader: () =>
            import('@paved-road/plugin-paved-road/alpha').then(
              m => m.PatternTemplateCard,
            ),
        }),
    }),
  ],
});
