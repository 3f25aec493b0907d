import {
  ApiBlueprint,
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-react';
import { TemplateCard } from '@backstage/plugin-scaffolder-react/alpha';
import { pavedRoadApiRef } from '@paved-road/plugin-paved-road';
import {
  HelpMeChoose,
  withQuestionTitles,
} from '@paved-road/plugin-paved-road/alpha';
import { useMatch } from 'react-router-dom';
import type { ReactNode } from 'react';

/** Adds a picture of its pattern to each template on the Create page. */
const templateCardModule = createFrontendModule({
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

const scaffolderModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    // Shows the titles of questions in the review of a template form.
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
    // Links to the advisor for people who do not know the templates.
    scaffolderPlugin.getExtension('sub-page:scaffolder/templates').override({
      factory(originalFactory) {
        const original = originalFactory();
        return [
          ...[...original].filter(
            ({ id }) => id !== coreExtensionData.reactElement.id,
          ),
          coreExtensionData.reactElement(
            <WithHelp>{original.get(coreExtensionData.reactElement)}</WithHelp>,
          ),
        ];
      },
    }),
  ],
});

/** Shows the link only above the list of templates. */
function WithHelp(props: { children: ReactNode }) {
  const isList = useMatch('/create/templates') !== null;
  return (
    <>
      {isList && <HelpMeChoose />}
      {props.children}
    </>
  );
}

/** Extensions of the Create page. */
export const createModules = [templateCardModule, scaffolderModule];
