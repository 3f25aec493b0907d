/**
 * Extension points of Paved Road for other backend plugins.
 *
 * @packageDocumentation
 */
export * from './extensionPoints';
export * from './FactCollector';
