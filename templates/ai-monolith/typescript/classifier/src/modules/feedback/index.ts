export type { Feedback, FeedbackTarget } from './domain/feedback.js';
export type { FeedbackRepository } from './domain/feedbackRepository.js';
export { FeedbackService } from './domain/feedbackService.js';
export type { FeedbackTargets } from './domain/feedbackService.js';
export { InMemoryFeedbackRepository } from './domain/inMemoryFeedbackRepository.js';
export { feedbackModule } from './http/feedbackModule.js';
