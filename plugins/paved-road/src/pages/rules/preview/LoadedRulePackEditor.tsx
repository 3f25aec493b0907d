import { autocompletion } from '@codemirror/autocomplete';
import {
  HighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import CodeMirror from '@uiw/react-codemirror';
import { Ref, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import { completeRulePack } from './rulePackCompletions';

/** Imperative functions of the editor. */
export interface RulePackEditorHandle {
  /**
   * Moves the cursor and the focus to a position.
   *
   * @returns false if the editor has not loaded yet
   */
  show(place: Pick<PackProblem, 'line' | 'column'>): boolean;
}

export interface RulePackEditorProps {
  /** Accessible name. */
  label: string;
  /** Id of the element with instructions. */
  descriptionId: string;
  value: string;
  /** Problems to mark in the text. */
  problems: PackProblem[];
  onChange: (text: string) => void;
  handle: Ref<RulePackEditorHandle>;
}

/** Colors of the portal's theme. */
const editorLook = [
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

/** A YAML editor with problem markers and schema completion; see `RulePackEditor`. */
export default function LoadedRulePackEditor(props: RulePackEditorProps) {
  const { label, descriptionId, value, problems, onChange, handle } = props;
  const [view, setView] = useState<EditorView>();
  const extensions = useMemo(
    () => [
      StreamLanguage.define(yaml),
      autocompletion({ override: [completeRulePack] }),
      lintGutter(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        // Scrollable content must be reachable by keyboard.
        tabindex: '0',
        'aria-label': label,
        'aria-describedby': descriptionId,
      }),
      editorLook,
    ],
    [label, descriptionId],
  );

  useEffect(() => {
    if (view) {
      const diagnostics = problems.map(problem =>
        toDiagnostic(problem, view.state.doc),
      );
      view.dispatch(setDiagnostics(view.state, diagnostics));
    }
  }, [view, problems]);

  useImperativeHandle(
    handle,
    () => ({
      show({ line = 1, column = 1 }) {
        if (view) {
          const anchor = toOffset({ line, column }, view.state.doc);
          view.dispatch({
            selection: { anchor },
            effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
          });
          view.focus();
        }
        return view !== undefined;
      },
    }),
    [view],
  );

  return (
    <CodeMirror
      value={value}
      onChange={onChange}
      onCreateEditor={setView}
      theme="none"
      minHeight="12rem"
      maxHeight="32rem"
      // Tab leaves the editor, as in other fields.
      indentWithTab={false}
      basicSetup={{ autocompletion: false, highlightSelectionMatches: false }}
      extensions={extensions}
    />
  );
}

function toDiagnostic(problem: PackProblem, doc: Text): Diagnostic {
  const from = toOffset(problem, doc);
  return {
    from,
    to: doc.lineAt(from).to,
    severity: 'error',
    message: problem.message,
  };
}

/* Limits the position, because the text may have become shorter. */
function toOffset(
  { line = 1, column = 1 }: Pick<PackProblem, 'line' | 'column'>,
  doc: Text,
): number {
  const { from, to } = doc.line(Math.min(line, doc.lines));
  return Math.min(from + column - 1, to);
}
