import { l10n } from 'vscode';
import { DEMO_CONNECTION } from '../../connections/connection';
import type { CheckedField } from '../../model/checkImageRequest';
import { isClockWrong, isForbidden, isThrottled } from '../../model/errorCodes';
import {
  type ArgumentProblem,
  isAcceptedWithoutImage,
  isModelArtsError,
  type ModelArtsError,
  type NotConnectedError,
  type NotSavedError,
  type NotSentError,
  type OutcomeUnknownError,
  type RefusedError,
} from '../../model/errors';
import { oneLine } from '../../util/text';
import type { ServiceError } from './codes/serviceErrorTable';
import { findingMessage } from './findingMessage';
import { networkMessage } from './networkMessage';
import { notSavableMessage } from './notSavableMessage';
import { rejectedCredentials } from './rejectedCredentials';
import { serviceError, statusRemedy } from './serviceErrors';
import { pageMessage, unreadableMessage } from './unreadableMessage';

/** User-facing description of an error. */
export interface ErrorMessage {
  /** One sentence: what happened and why. */
  readonly message: string;
  /** One sentence with the service's message, where only that names the field or the permission. */
  readonly detail?: string;
  /** One sentence: what to do. */
  readonly remedy: string | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
}

/** Operation of the failed request, where the missing permission depends on it. */
export type RequestedOperation = 'save' | undefined;

/** Returns the description of an error. @param operation undefined = any operation but a save */
export function errorMessage(error: ModelArtsError, operation?: RequestedOperation): ErrorMessage {
  switch (error.kind) {
    case 'notSent': {
      const response = responseCause(error);
      if (response) return errorMessage(response, operation);
      return { ...networkMessage(error.facts), code: error.facts.code, requestId: undefined };
    }
    case 'noAnswer':
      return { ...networkMessage(error.facts), code: error.facts.code, requestId: undefined };
    case 'refused':
      return refusedMessage(error, operation);
    case 'unreadable':
      return { ...unreadableMessage(error), code: undefined, requestId: error.requestId };
    case 'outcomeUnknown': {
      const response = responseCause(error);
      if (isAcceptedWithoutImage(error)) {
        const remedy = l10n.t('Check the status of the save before you save again.');
        const message = l10n.t("ModelArts accepted the save, but the image hasn't appeared.");
        return {
          ...plain(message, remedy),
          requestId: response?.kind === 'unreadable' ? response.requestId : undefined,
        };
      }
      const remedy = l10n.t('Check the status of the notebook before you save again.');
      if (!response) return plain(l10n.t("ModelArts didn't respond. The save may be running."), remedy);
      return { ...errorMessage(response, 'save'), detail: l10n.t('The save may be running.'), remedy };
    }
    case 'notSaved': {
      const response = responseCause(error);
      const remedy = l10n.t('Save again.');
      if (!response) return plain(l10n.t("ModelArts didn't respond. No image was created."), remedy);
      const detail = l10n.t('No image was created.');
      return { ...errorMessage(response, 'save'), detail, remedy };
    }
    case 'followTimeout':
      return plain(
        l10n.t('The save is taking longer than the follow limit.'),
        l10n.t('ModelArts is still saving the image. Check the Images view for the result.'),
      );
    case 'saveInProgress':
      return plain(l10n.t('This notebook is already being saved.'), l10n.t('Wait until that save has finished.'));
    case 'notSavable': {
      const { message, remedy } = notSavableMessage(error.reason, { name: error.notebookName, status: error.status });
      return plain(message, remedy);
    }
    case 'invalidRequest':
      return plain(
        l10n.t("The value of {field} isn't allowed. {finding}", {
          field: fieldLabel(error.field),
          finding: findingMessage(error.field, error.finding),
        }),
        undefined,
      );
    case 'invalidArgument':
      return argumentMessage(error.problem, error.field ?? '');
    case 'notConnected':
      return notConnectedMessage(error);
  }
}

function argumentMessage(problem: ArgumentProblem, field: string): ErrorMessage {
  const seeReadme = l10n.t('For the arguments, see Automation in the README.');
  switch (problem) {
    case 'notNotebook':
      return plain(
        l10n.t('This command takes a notebook: its ID, its row, or an object with notebookId and connection.'),
        seeReadme,
      );
    case 'notImage':
      return plain(l10n.t('This command takes an image: its ID, its row, or an object with imageId.'), seeReadme);
    case 'notSave':
      return plain(l10n.t('This command takes a save: its ID, its row, or an object with saveId.'), seeReadme);
    case 'notImageOrSave':
      return plain(
        l10n.t('This command takes an image or a save: its ID, its row, or an object with imageId or saveId.'),
        seeReadme,
      );
    case 'notSubject':
      return plain(
        l10n.t(
          'This command takes a notebook, an image, or a save: its row, or an object with notebookId, imageId, or saveId.',
        ),
        seeReadme,
      );
    case 'notConnection':
      return plain(
        l10n.t('This command takes a connection: its name, its row, or an object with connection.'),
        seeReadme,
      );
    case 'wrongField':
      return plain(
        l10n.t('The field {field} of the argument is unknown or has the wrong type.', { field: oneLine(field, 60) }),
        seeReadme,
      );
    case 'takesNothing':
      return plain(l10n.t('This command takes no argument.'), seeReadme);
    case 'noSuchSave':
      return plain(l10n.t('No saves are available for this action.'), undefined);
  }
}

/** Returns the response that caused the error; undefined if there was none. */
function responseCause({ cause }: OutcomeUnknownError | NotSavedError | NotSentError): ModelArtsError | undefined {
  return isModelArtsError(cause) && (cause.kind === 'refused' || cause.kind === 'unreadable') ? cause : undefined;
}

/** Returns the field's name as in the input boxes. */
function fieldLabel(field: CheckedField): string {
  switch (field) {
    case 'name':
      return l10n.t('Image name');
    case 'namespace':
      return l10n.t('Organization');
    case 'tag':
      return l10n.t('Tag');
    case 'description':
      return l10n.t('Description');
  }
}

function plain(message: string, remedy: string | undefined): ErrorMessage {
  return { message, remedy, code: undefined, requestId: undefined };
}

function refusedMessage(error: RefusedError, operation: RequestedOperation): ErrorMessage {
  const { code, requestId, status, serviceMessage, page } = error;
  if (page) return { ...pageMessage(page, status), code, requestId };
  if (isClockWrong(error, Date.now())) {
    return {
      message: l10n.t("The signature was rejected because this computer's clock is wrong."),
      remedy: l10n.t('Set the clock. It can differ by at most 15 minutes.'),
      code,
      requestId,
    };
  }
  const words = oneLine(serviceMessage, 500);
  const explained = rejectedCredentials(error) ?? serviceError(code);
  const specificRemedy = permissionRemedy(error, operation) ?? missingRemedy(error, operation) ?? waitRemedy(error);
  if (explained) {
    const remedy = specificRemedy ?? explained.remedy;
    return { message: explained.message, ...detailOf(explained, words), remedy, code, requestId };
  }
  const message = words
    ? l10n.t('The service rejected the request: {words}', { words })
    : l10n.t('The service rejected the request (status {status}).', { status });
  return { message, remedy: specificRemedy ?? statusRemedy(status), code, requestId };
}

/** Name of the missing permission in the service's message, e.g. `modelarts:notebook:updateStopPolicy`. */
const PERMISSION = /\b[a-z][a-z0-9-]{1,30}:[a-zA-Z]{1,40}:[a-zA-Z]{1,60}\b/;
/** All permissions that a save needs. Source: HELP api-modelarts, permissions and dependencies of CreateImage. */
const SAVE_PERMISSIONS = [
  'modelarts:image:create',
  'swr:namespace:getNamespace',
  'swr:repository:listNamespaces',
  'swr:repository:getTag',
  'swr:repo:listRepoTags',
] as const;

/** For a save, lists all permissions it needs, because the service names at most the first that is missing. */
function permissionRemedy(error: RefusedError, operation: RequestedOperation): string | undefined {
  if (!isForbidden(error)) return undefined;
  const [permission] = PERMISSION.exec(error.serviceMessage.slice(0, 500)) ?? [];
  if (operation === 'save') {
    const permissions = new Set<string>([...(permission ? [permission] : []), ...SAVE_PERMISSIONS]);
    return l10n.t('Ask your administrator for these permissions: {permissions}.', {
      permissions: [...permissions].join(', '),
    });
  }
  return permission && l10n.t('Ask your administrator for the {permission} permission.', { permission });
}

/** A 404 without a code can mean that the notebook or the endpoint is wrong. */
function missingRemedy({ status, code }: RefusedError, operation: RequestedOperation): string | undefined {
  if (operation !== 'save' || status !== 404 || code !== undefined) return undefined;
  return l10n.t(
    'The notebook may have been deleted. Refresh the list, or check the region and endpoints of the connection.',
  );
}

/** Returns the waiting time that a busy service sends in `Retry-After`. */
function waitRemedy(error: RefusedError): string | undefined {
  const { retryAfterMs, status } = error;
  if (retryAfterMs === undefined || !(isThrottled(error) || status >= 500)) return undefined;
  const seconds = Math.ceil(retryAfterMs / 1000);
  if (seconds === 1) return l10n.t('Try again in 1 second.');
  return seconds <= 90
    ? l10n.t('Try again in {seconds} seconds.', { seconds })
    : l10n.t('Try again in {minutes} minutes.', { minutes: Math.ceil(seconds / 60) });
}

function detailOf({ hasCauseInMessage }: ServiceError, words: string): Pick<ErrorMessage, 'detail'> {
  if (!hasCauseInMessage || !words) return {};
  return { detail: l10n.t('Reason from the service: {words}.', { words: words.replace(/(?<![.。\s])[.。\s]+$/, '') }) };
}

function notConnectedMessage(error: NotConnectedError): ErrorMessage {
  const connection = oneLine(error.connection ?? '', 60);
  const detail = oneLine(error.detail ?? '', 120);
  const settings = l10n.t('Check the modelartsImages.connections setting.');
  switch (error.reason) {
    case 'noConnection':
      return plain(l10n.t('Connect to ModelArts first.'), undefined);
    case 'unknownConnection':
      return plain(l10n.t('There is no connection named {connection}.', { connection }), settings);
    case 'noCredentials':
      return plain(
        l10n.t('Connection {connection} has no access keys.', { connection }),
        l10n.t('Set {detail} in the environment that VS Code is started from.', { detail }),
      );
    case 'noStoredSecret':
      return plain(
        l10n.t('No credentials are stored for {connection}.', { connection }),
        l10n.t('Enter them with Update Credentials. Without a keyring, they last until the window closes.'),
      );
    case 'otherAddress':
      return otherAddressMessage(error, connection);
    case 'noFile':
      return plain(
        l10n.t("Connection {connection} uses {detail}, which can't be read.", {
          connection,
          detail,
        }),
        l10n.t('Create the file, or choose another source with Update Credentials.'),
      );
    case 'badFile':
      return plain(
        l10n.t('Connection {connection} has no keys: {detail} is missing or invalid.', { connection, detail }),
        l10n.t('Fix the file, or choose another source with Update Credentials.'),
      );
    case 'encryptedFile':
      return plain(
        l10n.t('The keys of hcloud are encrypted.'),
        l10n.t('Run hcloud configure set --cli-auth-encrypt=false, or choose another source.'),
      );
    case 'noProject':
      return plain(
        l10n.t('Connection {connection} has no project.', { connection }),
        l10n.t("Add the region's project ID to the connection as projectId."),
      );
    case 'badConnection':
    case 'badEndpoint':
      return plain(
        connection === DEMO_CONNECTION
          ? l10n.t('The name {name} is reserved for the demo. Rename this connection in the settings.', {
              name: connection,
            })
          : l10n.t("Connection {connection} can't be used: {detail} is missing or invalid.", { connection, detail }),
        settings,
      );
  }
}

/** Names both endpoints, because a changed setting decides where the credentials would be sent. */
function otherAddressMessage({ detail, storedFor }: NotConnectedError, connection: string): ErrorMessage {
  const address = oneLine(detail ?? '', 300);
  const message =
    storedFor === undefined
      ? l10n.t('The credentials of {connection} were stored without their endpoint.', { connection })
      : l10n.t('The credentials of {connection} are for {stored}, but its endpoint is now {address}.', {
          connection,
          stored: oneLine(storedFor, 300),
          address,
        });
  return plain(
    message,
    l10n.t('If you trust {address}, enter the credentials again with Update Credentials. Nothing was sent.', {
      address,
    }),
  );
}
