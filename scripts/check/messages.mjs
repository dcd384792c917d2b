import { matchesIn, sources } from './source.mjs';

/** The only file that shows messages. */
const DOOR = 'src/ui/text/notify.ts';
const SHOWS = /\bshow(?:Information|Warning|Error)Message\b/g;
/** A title or a step of a notification that is not made of our own words alone is no link. */
const PROGRESS = /\bProgressLocation\.Notification,\s*title(?!:)/g;

/** Everything else that VS Code draws links or icons in, and the only file that makes it. */
const MAKERS = [
  [
    'src/ui/wizard/quickInput.ts',
    /\bwindow\.(?:create|show)(?:InputBox|QuickPick)\b/g,
    'boxes and lists are made by src/ui/wizard/quickInput.ts, which draws no links and icons of others',
  ],
  [
    'src/ui/text/statusBarText.ts',
    /\bsetStatusBarMessage\b|\bitem\.text = (?!statusBarText\()/g,
    'the status bar is written to by src/ui/text/statusBarText.ts, which draws no icons of others',
  ],
  [
    'src/ui/treeRow.ts',
    /\bnew vscode\.TreeItem\((?!'')|\bitem\.(?:label|description) = /g,
    'rows of trees are made by src/ui/treeRow.ts, which draws no icons of others',
  ],
];

/** What a service or a person wrote never becomes a link, a command or an icon: VS Code would draw it. */
export function* checkMessages(tree) {
  for (const { file, text } of sources(tree)) {
    for (const [maker, pattern, what] of MAKERS) {
      if (file === maker) continue;
      for (const { where } of matchesIn(file, text, pattern)) yield { where, what };
    }
  }
  for (const { file, text } of sources(tree)) {
    if (file === DOOR) continue;
    for (const { where } of matchesIn(file, text, SHOWS)) {
      yield { where, what: `messages are shown by ${DOOR}, which draws no links` };
    }
    for (const { where } of matchesIn(file, text, PROGRESS)) {
      yield { where, what: 'the title of a notification passes through unlinked()' };
    }
  }
}
