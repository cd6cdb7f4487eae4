/** Brings the focus to the first field that was refused; for after the errors are on the screen. */
export function focusFirstError(within: ParentNode = document): void {
  within.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
