import { userInfo } from 'node:os';
import type { ImageRequest } from '../../model/imageRequest';
import { dateAndTime, expandTemplate, toImageName, toTag } from '../../model/proposeImage';
import type { Notebook } from '../../model/notebook';
import { settings } from '../settings';
import type { SaveArguments } from './saveArguments';

/** What is offered in the boxes: what the caller gave, else what the templates of the settings make. */
export function proposedRequest(
  notebook: Pick<Notebook, 'name'>,
  given: SaveArguments,
  workspaceId: string,
  now: Date,
): ImageRequest {
  const { date, time } = dateAndTime(now);
  const values = { notebook: notebook.name, user: userName(), date, time };
  return {
    name: given.name ?? toImageName(expandTemplate(settings.nameTemplate(), values)),
    namespace: given.namespace ?? settings.namespace(),
    tag: given.tag ?? (toTag(expandTemplate(settings.tagTemplate(), values)) || `${date}-${time}`),
    description: given.description ?? '',
    workspaceId: given.workspaceId ?? workspaceId,
  };
}

/** Name of the person's account on this computer; some systems know none. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
