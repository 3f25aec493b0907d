import { Pattern } from '../../profile/patterns';

/** Name and meaning of a pattern. @public */
export interface PatternDescription {
  id: Pattern;
  title: string;
  description: string;
}

/** @public */
export const patternDescriptions: Record<Pattern, PatternDescription> = {
  monolith: {
    id: 'monolith',
    title: 'Modular monolith',
    description:
      'One deployable with the model in process, behind an internal interface.',
  },
  microservices: {
    id: 'microservices',
    title: 'Microservices',
    description:
      'Inference is a separate service: always on, scaled and released independently.',
  },
  serverless: {
    id: 'serverless',
    title: 'Serverless functions',
    description:
      'Inference runs in functions that the platform starts per request or event.',
  },
  hybrid: {
    id: 'hybrid',
    title: 'Hybrid',
    description:
      'A composition: the core path and background work use different patterns.',
  },
};
