import {
  type CheckedField,
  checkDescription,
  checkName,
  checkNamespace,
  checkTag,
} from '../../../model/checkImageRequest';
import { findingMessage } from '../../text/findingMessage';
import type { Verdict } from '../../wizard/inputStep';

const CHECKS = { name: checkName, namespace: checkNamespace, tag: checkTag, description: checkDescription } as const;

/** Validates a typed value by the rules of ModelArts and SWR; undefined if valid. */
export function fieldVerdict(field: CheckedField, value: string): Verdict | undefined {
  const finding = CHECKS[field](value);
  return finding && { severity: finding.severity, message: findingMessage(field, finding) };
}
