export { default } from '@paved-road/plugin-paved-road/alpha';
