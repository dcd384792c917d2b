// The file that is loaded when somebody first asks for something: questions, reports, documents. What VS Code draws
// without being asked (trees, status bar, notifications) is in extension.ts.
export { saveImageCommand } from './ui/saving/saveImageCommand';
