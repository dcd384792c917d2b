import { matchesIn, sources } from './source.mjs';

/** The only file that shows messages. It escapes links. */
const NOTIFY_FILE = 'src/ui/text/notify.ts';
const SHOWS = /\bshow(?:Information|Warning|Error)Message\b/g;
/** The title of a progress notification must be the result of a call, which escapes links, not a variable. */
const PROGRESS = /\bProgressLocation\.Notification,\s*title(?!:)/g;

/** Other elements in which VS Code renders links or icons, each with the only file or folder that creates it. */
const ELEMENTS = [
  [
    'src/ui/wizard/',
    /\bwindow\.(?:create|show)(?:InputBox|QuickPick)\b/g,
    'create input boxes and pick lists with src/ui/wizard/, which escapes links and icons',
  ],
  [
    'src/ui/text/formats.ts',
    /\bsetStatusBarMessage\b|\bitem\.text = (?!statusBarText\()/g,
    'set status bar texts with src/ui/text/formats.ts, which escapes icons',
  ],
  [
    'src/ui/treeRow.ts',
    /\bnew vscode\.TreeItem\((?!'')|\bitem\.(?:label|description) = /g,
    'create tree rows with src/ui/treeRow.ts, which escapes icons',
  ],
];

/** Checks that texts of the service and of users reach VS Code only through the files that escape links and icons. */
export function* checkMessages(tree) {
  for (const { file, text } of sources(tree)) {
    for (const [creator, pattern, what] of ELEMENTS) {
      if (file.startsWith(creator)) continue;
      for (const { where } of matchesIn(file, text, pattern)) yield { where, what };
    }
  }
  for (const { file, text } of sources(tree)) {
    if (file === NOTIFY_FILE) continue;
    for (const { where } of matchesIn(file, text, SHOWS)) {
      yield { where, what: `show messages with ${NOTIFY_FILE}, which escapes links` };
    }
    for (const { where } of matchesIn(file, text, PROGRESS)) {
      yield { where, what: 'escape the title of a progress notification with escapeLinks()' };
    }
  }
}
