import type { Disposable } from '../../util/disposable';
import { fieldsOf, textOf } from '../../util/text';
import type { DiagnoseDeps, diagnoseCommand, ExtensionFacts } from './diagnoseCommand';
import { ReportDocuments } from './reportDocuments';

/** Dependencies of {@link registerDiagnosis}. */
export interface RegisterDiagnosisOptions extends Pick<DiagnoseDeps, 'clients'> {
  readonly loadUi: () => Promise<{ readonly diagnoseCommand: typeof diagnoseCommand }>;
  /** Returns the content of this extension's package.json. */
  readonly manifest: () => unknown;
}

/** The diagnosis command; disposing closes its report documents. */
export interface RegisteredDiagnosis extends Disposable {
  readonly diagnose: () => Promise<void>;
}

/** Creates the Diagnose Connection command and the provider of its report documents. */
export function registerDiagnosis({ clients, loadUi, manifest }: RegisterDiagnosisOptions): RegisteredDiagnosis {
  const reports = new ReportDocuments();
  return {
    diagnose: async () => (await loadUi()).diagnoseCommand({ clients, reports, extension: factsOf(manifest()) }),
    dispose: () => reports.dispose(),
  };
}

function factsOf(manifest: unknown): ExtensionFacts {
  const { publisher, name, version, bugs } = fieldsOf(manifest);
  return {
    id: `${textOf(publisher) ?? ''}.${textOf(name) ?? ''}`,
    version: textOf(version) ?? '',
    issues: textOf(fieldsOf(bugs)['url']) ?? '',
  };
}
