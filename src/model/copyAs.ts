import { createImageBody } from './createImageCall';
import { createImageUrl } from './dryRun';
import type { SaveTarget } from './saveTarget';
import { canPass, type Shell, shellWord } from './shellWord';

/** What an image's address can be copied as. */
export const REFERENCE_FORMS = ['reference', 'dockerPull', 'dockerfile'] as const;
export type ReferenceForm = (typeof REFERENCE_FORMS)[number];

/** What the request of a save can be copied as. */
export const SAVE_FORMS = ['hcloud', 'terraform', 'curl'] as const;
export type SaveForm = (typeof SAVE_FORMS)[number];

/**
 * An image's address in another tool's words, one line. Undefined where the tool would take the address for an option, or the
 * shell cannot pass it on.
 */
export function copyReferenceAs(form: ReferenceForm, reference: string, shell: Shell): string | undefined {
  const address = reference.replace(/[\s\p{C}]+/gu, '');
  if (form !== 'reference' && (/^(?:-|$)/.test(address) || !canPass(shell, address))) return undefined;
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
 * A save in another tool's words. None of them holds a key: each tool has its own, and the token of a request stands as a variable.
 * Undefined where the shell cannot pass on a value.
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

/** One line for KooCLI. Source: its reference, ModelArts, CreateImage. */
function hcloud({ region, projectId, notebookId, request }: SaveTarget, shell: Shell): string | undefined {
  const parameters = {
    'cli-region': region,
    project_id: projectId,
    id: notebookId,
    ...createImageBody(request),
  };
  const words = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `--${name}=${value}`);
  if (!words.every((word) => canPass(shell, word))) return undefined;
  return ['hcloud ModelArts CreateImage', ...words.map((word) => shellWord(shell, word))].join(' ');
}

/** A request that wants a token of IAM in the variable TOKEN. */
function curl(target: SaveTarget): string {
  return [
    `curl -X POST ${shellWord('posix', createImageUrl(target))}`,
    `-H 'content-type: application/json'`,
    `-H "x-auth-token: $TOKEN"`,
    `--data-raw ${shellWord('posix', JSON.stringify(createImageBody(target.request)))}`,
  ].join(' \\\n  ');
}

/**
 * The same request for PowerShell, which passes the quotes of JSON to no program unharmed; a command of its own gets them as they are.
 * The body is ASCII, because Windows PowerShell 5.1 sends any other letter in Latin-1.
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

/** A name Terraform takes for a resource: letters, digits, underscores and hyphens, starting with a letter. */
function label(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '_');
  return /^[A-Za-z]/.test(plain) ? plain : `image_${plain}`;
}

/** A quoted string of HCL, in which nothing is a template. Source: HCL native syntax, "Template Expressions". */
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
