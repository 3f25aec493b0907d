import { downloadFile } from '../../components/downloadFile';

/** Hands a Markdown document to the browser as a file. */
export function downloadMarkdown(fileName: string, markdown: string): void {
  downloadFile(fileName, new Blob([markdown], { type: 'text/markdown' }));
}
