import { autocompletion } from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { PackProblem } from '@paved-road/plugin-paved-road-common';
import CodeMirror from '@uiw/react-codemirror';
import { useEffect, useImperativeHandle, useMemo, useState } from 'react';
import { editorLook } from './editorLook';
import { completeRulePack } from './rulePackCompletions';
import { RulePackEditorProps } from './RulePackEditorProps';

/** An editor for YAML that marks problems and completes what the schema knows; see `RulePackEditor`. */
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
        // It scrolls, and is to be reached by the keyboard.
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
          const anchor = offsetOf({ line, column }, view.state.doc);
          view.dispatch({
            selection: { anchor },
            effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
          });
          view.focus();
        }
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
      // Tab goes on to what comes after the editor, as everywhere on a page.
      indentWithTab={false}
      basicSetup={{ autocompletion: false, highlightSelectionMatches: false }}
      extensions={extensions}
    />
  );
}

function toDiagnostic(problem: PackProblem, doc: Text): Diagnostic {
  const from = offsetOf(problem, doc);
  return {
    from,
    to: doc.lineAt(from).to,
    severity: 'error',
    message: problem.message,
  };
}

/* The text may have become shorter since. */
function offsetOf(
  { line = 1, column = 1 }: Pick<PackProblem, 'line' | 'column'>,
  doc: Text,
): number {
  const { from, to } = doc.line(Math.min(line, doc.lines));
  return Math.min(from + column - 1, to);
}
