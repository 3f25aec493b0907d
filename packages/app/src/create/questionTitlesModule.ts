import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-react';
import { pavedRoadApiRef } from '@paved-road/plugin-paved-road';
import { withQuestionTitles } from '@paved-road/plugin-paved-road/alpha';

/** The review of a template's form shows the answers as the questions word them. */
export const questionTitlesModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    scaffolderPlugin.getExtension('api:scaffolder').override({
      factory: originalFactory => {
        const original = originalFactory().get(ApiBlueprint.dataRefs.factory);
        return [
          ApiBlueprint.dataRefs.factory({
            ...original,
            deps: { ...original.deps, pavedRoadApi: pavedRoadApiRef },
            factory: ({ pavedRoadApi, ...deps }) =>
              withQuestionTitles(
                original.factory(deps) as ScaffolderApi,
                pavedRoadApi as typeof pavedRoadApiRef.T,
              ),
          }),
        ];
      },
    }),
  ],
});
