let isFirst = true

/**
 * Whether a heading takes the focus: after each change of page, so that it is read out, but not on the first page of a visit, where the
 * browser itself has just announced the title.
 */
export function headingTakesFocus(): boolean {
  return !isFirst
}

/** Said once by the router, after the first page was shown. */
export function leaveFirstPage(): void {
  isFirst = false
}
