/**
 * Extension points of Paved Road for other backend plugins.
 *
 * @packageDocumentation
 */
export * from './events';
export * from './extensionPoints';
export * from './FactCollector';
