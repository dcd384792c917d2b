import { userInfo } from 'node:os';
import { describeImage, type GitHead } from '../../../model/describeImage';
import {
  isConstantTemplate,
  nameFromTemplate,
  type TemplateValues,
  tagFromTemplate,
} from '../../../model/fillTemplate';
import type { ImageRequest } from '../../../model/imageRequest';
import type { Notebook } from '../../../model/notebook';
import { dateAndTime } from '../../../model/proposeImage';
import { proposeTag } from '../../../model/proposeTag';
import type { SaveArguments } from '../../commandArguments';
import { DEFAULT_TAG_TEMPLATE, settings } from '../../settings';
import type { Answers } from './rememberedAnswers';

export interface Proposal {
  readonly notebook: Pick<Notebook, 'name' | 'imageName' | 'workspaceId'>;
  /** What the caller gave; it comes first. */
  readonly given: SaveArguments;
  /** Answers of the last save of this notebook. */
  readonly remembered: Answers | undefined;
  /** Of the last save of any notebook. */
  readonly lastOrganization: string | undefined;
  /** Workspace of the connection, for a notebook that does not name its own. */
  readonly workspaceId: string;
  readonly git: GitHead | undefined;
  readonly now: Date;
}

/**
 * What is offered in the boxes: what the caller gave, else what was answered the last time, else what the settings say. The
 * tag and the description are made anew each time, and so is a name whose template names a time, a commit or a counter; a
 * person who counts tags in their own way, and has set no template for them, is offered the next one. A description says what an
 * image is made of, so one that was typed is not offered again; one that was emptied stays empty. Where nothing is asked nobody
 * would see it: then there is none but the caller's.
 */
export function proposedRequest(proposal: Proposal): ImageRequest {
  const { notebook, given, remembered, lastOrganization, workspaceId, git } = proposal;
  const values = templateValues(proposal);
  const template = settings.nameTemplate();
  const lastName = isConstantTemplate(template) ? remembered?.name : undefined;
  const tagTemplate = settings.tagTemplate();
  const madeTag = tagFromTemplate(tagTemplate, values) || `${values.date}-${values.time}`;
  const lastTag = tagTemplate === DEFAULT_TAG_TEMPLATE ? remembered?.tag : undefined;
  const isDescribed = given.confirm && remembered?.undescribed !== true;
  const description = isDescribed ? describeImage({ notebook: notebook.name, baseImage: notebook.imageName, git }) : '';
  return {
    name: given.name ?? lastName ?? nameFromTemplate(template, values),
    namespace: given.namespace ?? remembered?.namespace ?? (settings.namespace() || (lastOrganization ?? '')),
    tag: given.tag ?? proposeTag(madeTag, lastTag),
    description: given.description ?? description,
    workspaceId: given.workspaceId ?? notebook.workspaceId ?? workspaceId,
  };
}

type Values = TemplateValues & ReturnType<typeof dateAndTime>;

function templateValues({ notebook, remembered, git, now }: Proposal): Values {
  return {
    notebook: notebook.name,
    user: userName(),
    ...dateAndTime(now),
    gitBranch: git?.branch ?? '',
    gitSha: git?.commit?.slice(0, 7) ?? '',
    n: String((remembered?.saves ?? 0) + 1),
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
