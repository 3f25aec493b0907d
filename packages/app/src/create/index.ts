export { questionTitlesModule } from './questionTitlesModule';
export { templateCardModule } from './templateCardModule';
