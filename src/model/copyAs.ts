import { createImageUrl } from './dryRun';
import { createImageBody, type SaveTarget } from './imageRequest';
import { canPassVerbatim, type Shell, shellWord } from './shellWord';

/** Formats in which an image reference can be copied. */
export const REFERENCE_FORMS = ['reference', 'dockerPull', 'dockerfile'] as const;
/** A format in which an image reference can be copied. */
export type ReferenceForm = (typeof REFERENCE_FORMS)[number];

/** Formats in which a save request can be copied. */
export const SAVE_FORMS = ['hcloud', 'terraform', 'curl'] as const;
/** A format in which a save request can be copied. */
export type SaveForm = (typeof SAVE_FORMS)[number];

/**
 * Formats an image reference as one line for another tool. Returns undefined if the tool would parse it as an option,
 * or if the shell cannot pass it on unchanged.
 */
export function copyReferenceAs(form: ReferenceForm, reference: string, shell: Shell): string | undefined {
  const address = reference.replace(/[\s\p{C}]+/gu, '');
  if (form !== 'reference' && (/^(?:-|$)/.test(address) || !canPassVerbatim(shell, address))) return undefined;
  switch (form) {
    case 'reference':
      return address;
    case 'dockerPull':
      return `docker pull ${shellWord(shell, address)}`;
    case 'dockerfile':
      return `FROM ${address}`;
  }
}

/**
 * Formats a save as a command or configuration of another tool. Contains no credentials: each tool has its own, and the
 * IAM token of a request is a variable. Returns undefined if the shell cannot pass on a value unchanged.
 */
export function copySaveAs(form: SaveForm, target: SaveTarget, shell: Shell): string | undefined {
  switch (form) {
    case 'hcloud':
      return hcloud(target, shell);
    case 'terraform':
      return terraform(target);
    case 'curl':
      return shell === 'posix' ? curl(target) : invokeRestMethod(target);
  }
}

/** Formats one line for KooCLI. Source: the KooCLI reference, ModelArts, CreateImage. */
function hcloud({ region, projectId, notebookId, request }: SaveTarget, shell: Shell): string | undefined {
  const parameters = {
    'cli-region': region,
    project_id: projectId,
    id: notebookId,
    ...createImageBody(request),
  };
  const parameterWords = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `--${name}=${value}`);
  if (!parameterWords.every((word) => canPassVerbatim(shell, word))) return undefined;
  return ['hcloud ModelArts CreateImage', ...parameterWords.map((word) => shellWord(shell, word))].join(' ');
}

/** Formats a curl command that reads an IAM token from the variable TOKEN. */
function curl(target: SaveTarget): string {
  return [
    `curl -X POST ${shellWord('posix', createImageUrl(target))}`,
    `-H 'content-type: application/json'`,
    `-H "x-auth-token: $TOKEN"`,
    `--data-raw ${shellWord('posix', JSON.stringify(createImageBody(target.request)))}`,
  ].join(' \\\n  ');
}

/**
 * Formats the same request for PowerShell with its own cmdlet, because PowerShell does not pass the quotes of JSON to
 * programs intact. The body is ASCII, because Windows PowerShell 5.1 sends other characters as Latin-1.
 */
function invokeRestMethod(target: SaveTarget): string {
  const body = JSON.stringify(createImageBody(target.request)).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [
    'Invoke-RestMethod -Method Post',
    `-Uri ${shellWord('powershell', createImageUrl(target))}`,
    `-Headers @{ 'x-auth-token' = $env:TOKEN }`,
    `-ContentType 'application/json'`,
    `-Body ${shellWord('powershell', body)}`,
  ].join(' `\n  ');
}

/** Source: documentation of the provider huaweicloud, resource `modelarts_notebook_image_store`. */
function terraform({ region, notebookId, request }: SaveTarget): string {
  const { workspaceId, description } = request;
  const lines = [
    ['region', region],
    ['notebook_id', notebookId],
    ['name', request.name],
    ['namespace', request.namespace],
    ...(request.tag === '' ? [] : [['tag', request.tag]]),
    ...(description === '' ? [] : [['description', description]]),
    ...(workspaceId === '0' ? [] : [['workspace_id', workspaceId]]),
  ].map(([name = '', value = '']) => `  ${name.padEnd(12)} = ${hclString(value)}`);
  return [
    "# Saves once. It changes image_id of the notebook: let the notebook's lifecycle ignore_changes = [image_id].",
    `resource "huaweicloud_modelarts_notebook_image_store" ${hclString(label(request.name))} {`,
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** Returns a valid Terraform resource name: letters, digits, underscores and hyphens, starting with a letter. */
function label(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `image_${plain}`;
}

/** Returns a quoted HCL string without template sequences. Source: HCL native syntax, "Template Expressions". */
function hclString(text: string): string {
  const quoted = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);
  return `"${quoted}"`;
}
