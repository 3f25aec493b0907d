import { Finding } from '@paved-road/plugin-paved-road-common';
import { RepositoryFile } from '../RepositoryFile';
import { isProse, placeAt, readBefore, SourceText } from '../source/SourceText';

/** Files that are templates or texts, with a name or in a folder that says prompt. */
const promptFile =
  /((^|[\/_.-])(system[_-]?)?prompts?([\/_.-][^\/]*)*|(^|\/)prompts?\/(.*\/)?[^\/]+)\.(txt|md|j2|jinja2?|ya?ml|hbs|mustache|prompty|prompt|tmpl|tpl|xml)$|\.(prompt|prompty)$/i;

export function isPromptFile(path: string): boolean {
  return promptFile.test(path) && !/(^|\/)(readme|changelog)\.\w+$/i.test(path);
}

/** The name of a variable or argument that gets a prompt. */
const promptName =
  /(prompt|system_?(chat_?)?message|system_?instruction|instructions|"system_?(description|intent|role)\w*)\w{0,40}["'`]?\]?\s{0,4}(:[^=\n]{1,40})?\s{0,4}([:=]|\+=)\s{0,4}([\w.]{0,60}\(\s{0,20})?([rbf@$]{1,2}|dedent\()?\s{0,20}$/i;
const promptCall =
  /\b(from_template|defaultSystem|AddSystemMessage|\.system|PromptTemplate|SystemMessage|ChatPromptTemplate\w*|SystemMessagePromptTemplate\w*|ChatTemplate)[\w.]{0,40}\(\s{0,20}((template|content)\s{0,3}=\s{0,3})?[rbf]?$|\bChatRole\.System,\s{0,20}\$?$|\bnew ChatHistory\(\s{0,20}@?\$?$|@(System|User)Message\(\s{0,20}$|\brole["']?\s{0,3}[:=]\s{0,3}["']system["']\s{0,3},\s{0,40}["']?content["']?\s{0,3}[:=]\s{0,20}[rbf]?$|\(["']system["'],\s{0,20}[rbf]?$/;
/** How instructions to a model begin, and nothing else. */
const opening = /^\s*You are (a|an|the|my|now) (?!not\b)\w/;
const caption =
  /placeholder|label|title|help|hint|error|tooltip|description|caption|toast|aria/i;

/** Finds prompts that are constants of the code. The commit pins them. */
export function findPromptConstants(source: SourceText): Finding<'prompts'>[] {
  const literal = source.literals.find(({ value, start }) => {
    if (value.length < 40 || !isProse(value, 8)) {
      return false;
    }
    if (opening.test(value)) {
      return true;
    }
    const before = readBefore(source, start);
    return (
      (promptName.test(before) && !caption.test(before)) ||
      promptCall.test(before)
    );
  });
  return literal
    ? [{ ...placeAt(source, literal.start, source.file.path), pinned: true }]
    : [];
}

export function findPromptFile(file: RepositoryFile): Finding<'prompts'>[] {
  return isProse(file.text, 5)
    ? [
        {
          subject: file.path,
          file: file.path,
          line: 1,
          source: 'read',
          pinned: true,
        },
      ]
    : [];
}
