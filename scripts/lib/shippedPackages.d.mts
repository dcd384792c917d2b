export interface ShippedPackage {
  readonly name: string;
  /** Undefined where the package that holds it does not say. */
  readonly version: string | undefined;
  /** SPDX. */
  readonly license: string;
  readonly text: string;
  readonly homepage: string;
  /** The package that holds it, if it has none of its own. */
  readonly inside: string | undefined;
}

/** Foreign code in the files that ship, by name, as the last build found it. */
export function shippedPackages(): readonly ShippedPackage[];
