import { matchesIn, sources } from './source.mjs';

/** The only file that shows messages. */
const DOOR = 'src/ui/messages/notify.ts';
const SHOWS = /\bshow(?:Information|Warning|Error)Message\b/g;
/** A title or a step of a notification that is not made of our own words alone is no link. */
const PROGRESS = /\bProgressLocation\.Notification,\s*title(?!:)/g;

/** What a service or a person wrote never becomes a link in a notification: VS Code would draw one, also to a command. */
export function* checkMessages(tree) {
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
