import { readProjectFile } from './project';

/** A setting in package.json. */
export interface Setting {
  readonly scope?: string;
  readonly order?: number;
  readonly tags?: readonly string[];
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
}
interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}
interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}
interface Manifest {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly files: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly description?: string;
      readonly restrictedConfigurations?: readonly string[];
    };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string; icon?: string }[];
    readonly views: Readonly<Record<string, readonly { id: string; name: string; icon?: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { id: string; title: string; icon: string }[] };
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly keybindings?: readonly { key: string; when?: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly WalkthroughStep[] }[];
    readonly configuration: { readonly title: string; readonly properties: Readonly<Record<string, Setting>> };
  };
}

/** The parsed package.json, typed as far as tests need it. */
export const manifest: Manifest = JSON.parse(readProjectFile('package.json'));
const english: Words = JSON.parse(readProjectFile('package.nls.json'));
const chinese: Words = JSON.parse(readProjectFile('package.nls.zh-cn.json'));

type Words = Readonly<Record<string, string>>;

/** Resolves a `%key%` to its English text. Returns other texts unchanged. */
export function inWords(text: string | undefined): string {
  return resolveKey(text, english);
}

/** Resolves a `%key%` to its Chinese text. Returns other texts unchanged. */
export function inChinese(text: string | undefined): string {
  return resolveKey(text, chinese);
}

function resolveKey(text: string | undefined, words: Words): string {
  const key = /^%(.+)%$/.exec(text ?? '')?.[1];
  return key === undefined ? (text ?? '') : (words[key] ?? '');
}
