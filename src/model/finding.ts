/**
 * A problem with a value the user entered. `stop`: the service refuses it. `warn`: the service accepts it, but the
 * registry may not.
 */
export interface Finding {
  readonly severity: 'stop' | 'warn';
  readonly problem: Problem;
}

/** The rule that a value violates. `character` is one code point; `position` counts code points from 1. */
export type Problem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLong'; readonly length: number; readonly max: number; readonly character: string }
  | { readonly kind: 'notAllowed'; readonly character: string; readonly position: number }
  | {
      readonly kind: 'badStart';
      readonly character: string;
      readonly needs: 'lowercaseLetter' | 'lowercaseLetterOrDigit';
    }
  | { readonly kind: 'badEnd'; readonly character: string; readonly needs: 'lowercaseLetterOrDigit' }
  | { readonly kind: 'registryRefusesCharacter'; readonly character: string; readonly position: number }
  | { readonly kind: 'registryRefusesStart'; readonly character: string }
  | { readonly kind: 'registryRefusesEnd'; readonly character: string }
  | {
      readonly kind: 'registryRefusesSeparators';
      readonly text: string;
      readonly character: string;
      readonly position: number;
    };
