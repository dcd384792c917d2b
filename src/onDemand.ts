// The file that is loaded when somebody first asks for something: questions, reports, documents, and the
// images, when somebody first looks at them. What VS Code draws without being asked is in extension.ts.
export { saveImageCommand } from './ui/saving/saveImageCommand';
export { openImages } from './ui/images/openImages';
