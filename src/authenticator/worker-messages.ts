/** What the worker tells the pages after a push, and the one thing that a page asks of it. */
export type FromWorker =
  /** Something about requests has changed: look at once. `open`: a notification of it was tapped. */
  | { readonly kind: 'requests'; readonly open?: string }
  | { readonly kind: 'accounts' }
  /** A test alert has rung. */
  | { readonly kind: 'test' }

export type ToWorker = { readonly kind: 'take-over' }
