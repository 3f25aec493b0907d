/**
 * Why the model is wrong on a case that it was not fitted to, by the ID of the case. The benchmark fails while a reason is
 * missing.
 */
export const reasons: Readonly<Record<string, string>> = {
  'doordash-sibyl':
    'Wrong, but close. Spikes and many models favour functions. By convention, real-time calls avoid them, but the latency model finds warm functions fast enough.',
  'commerce-modular-monolith':
    'Wrong, but close. A thousand people in forty teams need autonomy; one code base serves them thanks to investments in tooling, which no question covers.',
  'news-page-rendering':
    'Wrong. For the model, an API with three billion requests a month and ten experienced teams is a service; the source chose functions for sudden spikes and to avoid operations.',
  'genome-search':
    'Wrong. A model that is called in the application usually means a monolith; here, short bursts of work were moved into functions.',
  'uptime-monitor-leaves-functions':
    'Wrong, but close. Steady calls over an API suit a separate service; the model underestimates that two people run one server instead.',
  'self-hosted-photo-server':
    'Wrong, but close. Users install and run the software themselves, without functions; no question asks who runs it.',
  'neighbourhood-event-pipeline':
    'Wrong, but close. Events and substantial side work suggest a hybrid with the pipeline next to a core; in the source there is only the pipeline.',
  'newsletter-platform-models':
    'Wrong. The default platform has no GPU, which excludes functions; the source chose another platform for its GPU. On such a platform, the model recommends functions for that part.',
};
