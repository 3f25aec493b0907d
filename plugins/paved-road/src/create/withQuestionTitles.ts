import type { ScaffolderApi } from '@backstage/plugin-scaffolder-react';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';

/**
 * The API of the scaffolder, whose templates say what the answers to the advisor mean: the review of a
 * form then shows titles and labels of questions, also of those that the organisation added. Where the
 * model cannot be loaded, templates are as they are.
 *
 * @public
 */
export function withQuestionTitles(
  scaffolderApi: ScaffolderApi,
  pavedRoadApi: Pick<PavedRoadApi, 'getModel'>,
): ScaffolderApi {
  const getTemplateParameterSchema = async (templateRef: string) => {
    const [schema, { describeProfiles }] = await Promise.all([
      scaffolderApi.getTemplateParameterSchema(templateRef),
      // The app makes this API when it starts; the model and the fields come with the first template.
      import('./describeProfiles'),
    ]);
    return await describeProfiles(schema, pavedRoadApi);
  };
  return new Proxy(scaffolderApi, {
    get(api, key) {
      if (key === 'getTemplateParameterSchema') {
        return getTemplateParameterSchema;
      }
      const member = Reflect.get(api, key);
      return typeof member === 'function' ? member.bind(api) : member;
    },
  });
}
