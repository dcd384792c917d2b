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
import { dateAndTime, proposeTag } from '../../../model/proposeImage';
import type { SaveArguments } from '../../commandArguments';
import { DEFAULT_TAG_TEMPLATE, settings } from '../../settings';
import type { Answers } from './rememberedAnswers';

/** Sources of the proposed values. */
export interface Proposal {
  readonly notebook: Pick<Notebook, 'name' | 'imageName' | 'workspaceId'>;
  /** Values from the caller, which take precedence. */
  readonly args: SaveArguments;
  /** Answers of the last save of this notebook. */
  readonly remembered: Answers | undefined;
  /** Organization of the last save of any notebook. */
  readonly lastOrganization: string | undefined;
  /** Workspace of the connection, for a notebook that does not name its own. */
  readonly workspaceId: string;
  readonly git: GitHead | undefined;
  readonly now: Date;
}

/**
 * Proposes the values of the save flow: from the caller, else from the last save, else from the settings. The tag and
 * the description are generated for each save, and so is a name whose template contains a time, commit or counter. If
 * the tag template is not set, a counted tag of the last save is continued. A description lists the image's contents,
 * so a typed one is not proposed again; an emptied one stays empty. A non-interactive save gets no description except
 * the caller's, because no user would see it.
 */
export function proposedRequest(proposal: Proposal): ImageRequest {
  const { notebook, args, remembered, lastOrganization, workspaceId, git } = proposal;
  const values = templateValues(proposal);
  const template = settings.nameTemplate();
  const lastName = isConstantTemplate(template) ? remembered?.name : undefined;
  const tagTemplate = settings.tagTemplate();
  const generatedTag = tagFromTemplate(tagTemplate, values) || `${values.date}-${values.time}`;
  const lastTag = tagTemplate === DEFAULT_TAG_TEMPLATE ? remembered?.tag : undefined;
  const isDescribed = args.confirm && remembered?.undescribed !== true;
  const description = isDescribed ? describeImage({ notebook: notebook.name, baseImage: notebook.imageName, git }) : '';
  return {
    name: args.name ?? lastName ?? nameFromTemplate(template, values),
    namespace: args.namespace ?? remembered?.namespace ?? (settings.namespace() || (lastOrganization ?? '')),
    tag: args.tag ?? proposeTag(generatedTag, lastTag),
    description: args.description ?? description,
    workspaceId: args.workspaceId ?? notebook.workspaceId ?? workspaceId,
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

/** Returns the name of the local user account; empty on systems that do not report one. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
