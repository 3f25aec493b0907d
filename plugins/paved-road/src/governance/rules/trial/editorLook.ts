import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of the theme of the portal, light or dark. */
export const editorLook = [
  EditorView.theme({
    '&': {
      backgroundColor: 'var(--bui-bg-neutral-1)',
      color: 'var(--bui-fg-primary)',
      fontSize: 'var(--bui-font-size-2)',
    },
    '&.cm-focused': { outline: '2px solid var(--bui-ring)' },
    '.cm-content, .cm-gutters, .cm-tooltip': {
      fontFamily: 'var(--bui-font-monospace)',
    },
    '.cm-content': { caretColor: 'var(--bui-fg-primary)' },
    '.cm-cursor': { borderLeftColor: 'var(--bui-fg-primary)' },
    '.cm-gutters': {
      backgroundColor: 'var(--bui-bg-neutral-2)',
      borderRight: '1px solid var(--bui-border-1)',
      color: 'var(--bui-fg-secondary)',
    },
    '.cm-activeLine, .cm-activeLineGutter': {
      backgroundColor: 'var(--bui-bg-neutral-2)',
    },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
      {
        backgroundColor:
          'color-mix(in srgb, var(--bui-ring) 30%, transparent) !important',
      },
    '.cm-panels, .cm-tooltip': {
      backgroundColor: 'var(--bui-bg-app)',
      border: '1px solid var(--bui-border-2)',
      color: 'var(--bui-fg-primary)',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--bui-bg-neutral-3)',
      color: 'var(--bui-fg-primary)',
    },
    '.cm-completionIcon': { display: 'none' },
    '.cm-completionInfo': { maxWidth: '20rem' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.atom, color: 'var(--bui-announcement-fg-subdued)' },
      { tag: tags.string, color: 'var(--bui-positive-fg-subdued)' },
      { tag: tags.number, color: 'var(--bui-warning-fg-subdued)' },
      { tag: tags.keyword, color: 'var(--bui-warning-fg-subdued)' },
      {
        tag: tags.comment,
        color: 'var(--bui-fg-secondary)',
        fontStyle: 'italic',
      },
    ]),
  ),
];
