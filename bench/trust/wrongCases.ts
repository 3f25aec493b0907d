/**
 * Why the model is wrong on a case that it was not fitted to, by the ID of the case. The benchmark fails while a reason is
 * missing.
 */
export const reasons: Readonly<Record<string, string>> = {
  'commerce-modular-monolith':
    'Wrong, but close. A thousand people in forty teams need autonomy; one code base serves them thanks to investments in tooling, which no question covers.',
  'news-page-rendering':
    'Wrong, but close. For the model, an API with three billion requests a month and ten experienced teams is a service; the source chose functions for sudden spikes and to avoid operations.',
  'genome-search':
    'Wrong. A model that is called in the application usually means a monolith; here, short bursts of work were moved into functions.',
  'self-hosted-photo-server':
    'Wrong, but close. Users install and run the software themselves, without functions; no question asks who runs it.',
  'newsletter-platform-models':
    'Wrong. The default platform has no GPU, which excludes functions; the source chose another platform for its GPU. On such a platform, the model recommends functions for that part.',
  'nonprofit-learning-site':
    'Wrong, but close. A call in the application outweighs the autonomy of twelve teams; the source moved a large application to services to pay less for each request.',
  'floorplan-takeoff':
    'Wrong, but close. The answers describe the pipeline that moved to functions; no question asks about the application that stays around it.',
  'ai-code-editor-backend':
    'Wrong. Eight teams, eight models and three billion calls over an API suit services; the team of the source deploys one large monolith.',
  'one-person-study-assistant':
    'Wrong. The model avoids services for a single person; the author split the application anyway, because its parts have different loads.',
  'document-parsing-gpu':
    'Wrong. The default platform has no GPU, which excludes functions; the source chose another platform for its GPU.',
  'receipt-categorisation':
    'Wrong, but close. The answers describe the part that became functions and a model endpoint; no question asks about the application that calls it.',
};
