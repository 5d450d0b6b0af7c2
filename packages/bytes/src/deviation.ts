/** Something that a specification forbids and peers send all the same: accepted, kept, and told of on request. */
export interface Deviation<C extends string = string> {
  /** From a closed, documented list of the package's. */
  code: C;
  /** As `Structure.field`, the name an error would carry. */
  field: string;
  /** Byte offset in the input. */
  offset: number;
  /** The specification and section that says otherwise, such as `[MS-SMB2] 2.2.4`. */
  section: string;
}
