import type { ScaffolderApi } from '@backstage/plugin-scaffolder-react';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';

/**
 * Wraps the scaffolder API, so that the review step shows titles and labels of all questions of the advisor. Without the model, templates stay unchanged.
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
      // The app creates this API at the start; model and fields load with the first template.
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
