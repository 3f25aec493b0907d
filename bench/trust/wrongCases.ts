/**
 * Why the model is wrong on a case that was left out of what it was fitted to, by the id of the case.
 * The command fails while one is missing.
 */
export const reasons: Readonly<Record<string, string>> = {
  'doordash-sibyl':
    'Wrong, and called close. Spikes and many models speak for functions; that a real-time call does not go through them is a convention of the field that the latency model does not show, since warm functions answer in time.',
  'commerce-modular-monolith':
    'Wrong, and called close. A thousand people in forty teams ask for autonomy; that one code base was made to serve them is an investment in tooling about which nothing is asked.',
  'news-page-rendering':
    'Wrong. At three billion requests a month an API with ten experienced teams is a service for the model; the source chose functions for spikes in seconds and to be free of operations.',
  'genome-search':
    'Wrong. Called in the application is the answer that decides for a monolith most often; here a burst of short parts was taken out of it into functions.',
  'uptime-monitor-leaves-functions':
    'Wrong, and called close. Steady calls over an API suit a service of its own; that two people run one server instead is not weighed enough.',
  'self-hosted-photo-server':
    'Wrong, and called close. The software is run by those who install it, where no functions are; nobody is asked who runs it.',
  'neighbourhood-event-pipeline':
    'Wrong, and called close. Events and substantial side work are read as a hybrid, with the pipeline as side work of a core; in the source the pipeline is all there is.',
  'newsletter-platform-models':
    'Wrong. The default platform has no GPU for functions, which are out by that; the source chose another platform for its GPU. With a platform that has them the model names functions for that part.',
};
