/** That something changed: small, without personal data. Whoever hears it looks the rest up. */
export interface Notice {
  readonly topic: string
  readonly tenantId: string
  readonly id: string
}

/** Wakes waiting pages, the outbox relay and caches, in this process and in the others. */
export interface Hub {
  /**
   * Called after commit. Subscribers in this process hear it before this returns, the other processes by a
   * `NOTIFY` sent outside any transaction. Never throws.
   */
  publish(notices: readonly Notice[]): void
  /** Hears the notices of `topic`, from every process, until the returned function is called. */
  subscribe(topic: string, listener: (notice: Notice) => void): () => void
  /** Notices may have been missed: the listening connection was lost, or is back. Caches are to be dropped. */
  onGap(listener: () => void): () => void
  /** False while notices of other processes cannot arrive: nothing may be believed from a cache then. */
  readonly listening: boolean
  close(): Promise<void>
}
